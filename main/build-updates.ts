import { join } from 'node:path';
import { app } from 'electron';
import { packageKindSchema } from '../bridge/values/updates.ts';
import { systemClock } from './basics/clock.ts';
import { judge } from './basics/judge.ts';
import { observe } from './basics/observable.ts';
import type { Quarantined } from './files/quarantine.ts';
import type { SettingsKeeper } from './handlers/settings.ts';
import type { DialogGate } from './shell/dialog-gate.ts';
import { installedPackage } from './shell/installed-package.ts';
import { openPath } from './shell/open-path.ts';
import { openStoredValue } from './shell/stores.ts';
import { testSwitch } from './shell/test-switch.ts';
import { createUpdates, type Updates } from './updates/create-updates.ts';
import { updateSource } from './updates/update-source.ts';

export interface UpdateNeeds {
  readonly settings: SettingsKeeper;
  readonly fetch: (url: string, init?: RequestInit) => Promise<Response>;
  readonly dialogGate: DialogGate;
  readonly profileFolder: string;
  readonly onQuarantine: (file: Quarantined) => void;
}

/** Newer versions of Keydesk, with what they need of Electron and of this computer. */
export const buildUpdates = ({ settings, fetch, dialogGate, profileFolder, onQuarantine }: UpdateNeeds): Updates =>
  createUpdates({
    source: updateSource(testSwitch(app, 'KEYDESK_UPDATES')),
    mode: observe([settings], () => settings.state().updates),
    system: {
      version: app.getVersion(),
      platform: process.platform,
      arch: process.arch,
      package: judge(packageKindSchema, testSwitch(app, 'KEYDESK_PACKAGE')).data ?? installedPackage(),
    },
    fetch: (url, init) => fetch(String(url), init),
    clock: systemClock,
    store: openStoredValue('updates', onQuarantine),
    folder: join(profileFolder, 'updates'),
    openFile: (path) => dialogGate.enter(() => openPath(path), 'Keydesk did not see you press a button'),
  });
