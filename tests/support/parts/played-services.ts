import { dirname, join } from 'node:path';
import type { ServicesOptions } from '../../../main/build-services.ts';
import type { SystemClipboard } from '../../../main/clipboard/system-clipboard.ts';
import { createSettings } from '../../../main/handlers/settings.ts';
import type { Policy } from '../../../main/policy/policy.ts';
import { createPlayedCampaignSystem } from './campaign-system.ts';
import { createPlayedSystem } from './handover-system.ts';
import type { KeyFolder } from './key-folder.ts';

export const newClipboard = (): SystemClipboard & { text: string } => {
  const clipboard = {
    text: '',
    read: async () => clipboard.text,
    write: async (text: string) => {
      clipboard.text = text;
    },
    clear: async () => {
      clipboard.text = '';
    },
    clearSelection: async () => {},
  };
  return clipboard;
};

/** A stand-in for one value of electron-store, in memory. */
export const newStore = () => {
  let value: unknown;
  return {
    read: () => value,
    write: (next: unknown) => {
      value = next;
    },
  };
};

export const journalFileIn = (folder: KeyFolder): string => join(folder.home, 'profile', 'creations.jsonl');

/** Stand-ins for what main needs of Electron and of the system, with files in this folder. The caller adds the missing options. */
export function playedOptions({ folder, policy }: { readonly folder: KeyFolder; readonly policy: Policy }) {
  const profile = dirname(journalFileIn(folder));
  return {
    fetch: globalThis.fetch,
    s3Fetch: globalThis.fetch,
    systemClipboard: newClipboard(),
    policy,
    settings: createSettings({ read: () => undefined, write: () => {} }, policy),
    signInStore: newStore(),
    configFile: join(folder.home, '.oci', 'config'),
    openBrowser: async () => false,
    onSignedIn: () => {},
    savedKeysStore: { read: () => undefined, write: () => {} },
    toolSystem: {
      env: { home: folder.home, variables: {}, platform: process.platform },
      program: ['keydesk'],
      saveAs: async () => null,
    },
    ask: async () => true,
    confirmPresence: async () => true,
    proxy: { lock: async () => {} },
    handoverSystem: createPlayedSystem(),
    campaignSystem: createPlayedCampaignSystem(),
    writtenProfilesStore: newStore(),
    addressBookStore: newStore(),
    addressStore: newStore(),
    journalFile: journalFileIn(folder),
    historyFile: join(profile, 'history.jsonl'),
    keyJournalFile: join(profile, 'api-keys.jsonl'),
    ledgerFile: join(profile, 'ledger.jsonl'),
    computerName: 'test-computer',
    openConsole: async () => false,
    consoleAddress: 'https://cloud.oracle.com/',
    choosePrivateKey: async () => null,
    onKeyStep: () => {},
    env: folder.env,
  } satisfies Partial<ServicesOptions>;
}
