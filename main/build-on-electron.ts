import { randomUUID } from 'node:crypto';
import { homedir, hostname } from 'node:os';
import { join } from 'node:path';
import { app, type BrowserWindow } from 'electron';
import { systemClock } from './basics/clock.ts';
import { buildServices } from './build-services.ts';
import { createElectronClipboard } from './clipboard/electron-clipboard.ts';
import { createRememberedCopy } from './clipboard/remembered-copy.ts';
import { announceKeyStep } from './computer-key/key-steps.ts';
import type { Notice } from './handlers/notice.ts';
import type { SettingsKeeper } from './handlers/settings.ts';
import { announceStep } from './keys/creation-steps.ts';
import { createFreshConnectionFetch, createFreshFetch } from './oracle/fresh-connection-fetch.ts';
import type { Policy } from './policy/policy.ts';
import { createCampaignSystem } from './shell/campaign-system.ts';
import { privateKeyFile } from './shell/choose-file.ts';
import { confirmPresence } from './shell/confirm-presence.ts';
import type { DialogGate } from './shell/dialog-gate.ts';
import { openConsole, openSignInPage } from './shell/external-links.ts';
import { createHandoverSystem } from './shell/handover-system.ts';
import { CONSOLE_API_KEYS } from './shell/listed-links.ts';
import type { Log } from './shell/log.ts';
import { bringToFront } from './shell/main-window.ts';
import { programOfKeydesk } from './shell/program-of-keydesk.ts';
import { createServiceSessions } from './shell/service-sessions.ts';
import { openStoredValue } from './shell/stores.ts';
import { createSystemDialogs } from './shell/system-dialogs.ts';
import { standardConfigFile } from './signin/config-file.ts';
import { createProxySignIn } from './signin/proxy-sign-in.ts';
import { readSmallFile } from './signin/small-file.ts';
import type { ChangingVault } from './vault/changing-vault.ts';

export interface ElectronNeeds {
  readonly profileFolder: string;
  readonly vault: ChangingVault;
  readonly policy: Policy;
  readonly settings: SettingsKeeper;
  readonly notice: Notice;
  readonly log: Log;
  readonly dialogGate: DialogGate;
  /** Null until the first window is attached, and after a window was closed. */
  readonly window: () => BrowserWindow | null;
}

/** The use cases, with what they need of Electron, of this computer and of the profile folder. */
export function buildOnElectron(needs: ElectronNeeds) {
  const { profileFolder, vault, policy, settings, notice, log, dialogGate, window } = needs;
  const { onQuarantine } = notice;
  const dialogs = createSystemDialogs(window, dialogGate);
  const handoverSystem = createHandoverSystem({
    dialogs,
    dialogGate,
    profileFolder,
    rendererFolder: join(import.meta.dirname, '../renderer'),
  });
  const remembered = createRememberedCopy({
    clipboard: createElectronClipboard(window),
    vault,
    store: openStoredValue('clipboard', onQuarantine),
    newId: randomUUID,
  });
  const sessions = createServiceSessions();
  const [readSession, writeSession, testSession] = sessions;
  const proxy = createProxySignIn({ sessions, vault, store: openStoredValue('proxies', onQuarantine) });
  const reads = proxy.through(readSession);
  const env = { readFile: readSmallFile, variables: process.env, homedir };
  const configFile = standardConfigFile(env);
  /** For tests, and for computers without a browser: addresses can be copied instead. */
  const noBrowser = process.env['KEYDESK_BROWSER'] === 'none';
  const services = buildServices({
    vault,
    clock: systemClock,
    settings,
    policy,
    systemClipboard: remembered.clipboard,
    env,
    toolSystem: {
      env: { home: homedir(), variables: process.env, platform: process.platform },
      program: programOfKeydesk(app),
      saveAs: dialogs.chooseSavePath,
    },
    handoverSystem,
    campaignSystem: createCampaignSystem(dialogs, handoverSystem),
    ask: dialogs.ask,
    confirmPresence,
    proxy,
    configFile,
    openBrowser: (address, loginUrl) =>
      noBrowser ? Promise.resolve(false) : dialogGate.enter(() => openSignInPage(address, loginUrl), false),
    onSignedIn: () => bringToFront(window()),
    // Each write goes over a new connection: if an old connection breaks, Chromium sends the write a second time.
    fetch: createFreshConnectionFetch(reads.fetch, proxy.through(writeSession)),
    s3Fetch: createFreshFetch(proxy.through(testSession)),
    signInStore: openStoredValue('sign-in', onQuarantine),
    accountStore: openStoredValue('accounts', onQuarantine),
    savedKeysStore: openStoredValue('kept', onQuarantine),
    writtenProfilesStore: openStoredValue('written-profiles', onQuarantine),
    addressBookStore: openStoredValue('address-book', onQuarantine),
    addressStore: openStoredValue('address', onQuarantine),
    journalFile: join(profileFolder, 'creations.jsonl'),
    historyFile: join(profileFolder, 'history.jsonl'),
    keyJournalFile: join(profileFolder, 'api-keys.jsonl'),
    ledgerFile: join(profileFolder, 'ledger.jsonl'),
    computerName: hostname(),
    consoleAddress: CONSOLE_API_KEYS,
    openConsole: () => (noBrowser ? Promise.resolve(false) : dialogGate.enter(openConsole, false)),
    choosePrivateKey: () => dialogs.chooseFile(privateKeyFile),
    onQuarantine,
    // Tests kill the program at these steps.
    onStep: announceStep,
    onKeyStep: announceKeyStep,
    onProblem: notice.tell,
    onDefect: log.defect,
  });
  return { services, dialogs, handoverSystem, remembered, proxy, env, configFile, reads };
}
