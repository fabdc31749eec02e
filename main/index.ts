import { randomUUID } from 'node:crypto';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { app, type BrowserWindow, Menu, nativeTheme, powerMonitor, session } from 'electron';
import { createClipboardGuard } from './clipboard/clipboard-guard.ts';
import { electronClipboard } from './clipboard/electron-clipboard.ts';
import { createDirectory } from './directory/directory.ts';
import { sessionOf, signInToSample } from './handlers/accounts-handler.ts';
import { createAnswer } from './handlers/answer.ts';
import { connectBridge, type Page } from './handlers/connect-bridge.ts';
import type { Problem } from './handlers/problem.ts';
import { createRunningCalls } from './handlers/running-calls.ts';
import { createSettings } from './handlers/settings.ts';
import { createJournal } from './keys/creation-journal.ts';
import { announceStep } from './keys/creation-steps.ts';
import { createGenerateKey } from './keys/generate-key.ts';
import { createKeys } from './keys/keys.ts';
import { createOpenCreation } from './keys/open-creation.ts';
import { createOracleClient } from './oracle/create-oracle-client.ts';
import { createSecrets } from './secret/one-time-secret.ts';
import { APP_ORIGIN } from './shell/app-origin.ts';
import { registerAppScheme, serveApp } from './shell/app-protocol.ts';
import { applicationMenu } from './shell/application-menu.ts';
import { chooseConfigFile } from './shell/choose-config-file.ts';
import { denyPermissions } from './shell/deny-permissions.ts';
import { ORACLE_DOCS, openExternal } from './shell/external-links.ts';
import { type LaunchArguments, parseLaunchArguments } from './shell/launch-arguments.ts';
import { openLog } from './shell/log.ts';
import { createMainWindow } from './shell/main-window.ts';
import { guardQuit } from './shell/quit-guard.ts';
import { isDebuggingRefused } from './shell/refuse-debugging.ts';
import { createSampleTenancy } from './shell/sample-tenancy.ts';
import { createServiceFetch } from './shell/service-fetch.ts';
import { silenceChromium } from './shell/silence-chromium.ts';
import { silenceRendererNetwork } from './shell/silence-renderer-network.ts';
import { isFirstInstance, onSecondStart } from './shell/single-instance.ts';
import { openStoredValue } from './shell/stores.ts';
import { restoreWindow, surviveCrashes } from './shell/survive-crashes.ts';
import { readPlace } from './shell/window-place.ts';
import { createAccounts } from './signin/accounts.ts';
import { standardConfigFile } from './signin/config-file.ts';
import { readSmallFile } from './signin/small-file.ts';
import { openVault } from './vault/open-vault.ts';

registerAppScheme();
silenceChromium(app);
app.enableSandbox();

// Not awaited: Electron waits for this module before it is ready.
if (isDebuggingRefused(app)) app.exit(1);
else if (!isFirstInstance(app)) app.quit();
else app.whenReady().then(start);

async function start() {
  const profileFolder = app.getPath('userData');
  const log = openLog(join(profileFolder, 'logs'));
  surviveCrashes(app, log);
  denyPermissions(session.defaultSession);
  silenceRendererNetwork(session.defaultSession);
  serveApp(join(import.meta.dirname, '../renderer'));

  // What is told to the page goes through here: there may be none yet, or none any more.
  let window: BrowserWindow | null = null;
  let page: Page | null = null;
  let notice: Problem | null = null;
  const tellSession = () => page?.session(sessionOf({ accounts, vault, notice: () => notice }));

  const clock = {
    now: () => Date.now(),
    sleep: (ms: number, signal?: AbortSignal) => sleep(ms, undefined, { signal }),
  };
  const settings = createSettings({
    store: openStoredValue('settings'),
    onChange: (changed) => {
      nativeTheme.themeSource = changed.appearance;
      page?.settings(changed);
    },
  });
  nativeTheme.themeSource = settings.current().appearance;

  const vault = await openVault(process.platform);
  const surroundings = { readFile: readSmallFile, env: process.env, homedir };
  const serviceFetch = createServiceFetch();
  const accounts = createAccounts({
    vault,
    store: openStoredValue('accounts'),
    createOracle: (options) => createOracleClient({ ...options, fetch: serviceFetch, clock }),
    surroundings,
    clock,
    newId: randomUUID,
  });
  notice = accounts.startProblem;
  const directory = createDirectory({ client: accounts.client });

  const clipboard = createClipboardGuard({
    clipboard: electronClipboard,
    now: clock.now,
    after: (ms, run) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    seconds: () => settings.current().clipboardSeconds,
    onChange: (state) => page?.clipboard(state),
  });
  const secrets = createSecrets({
    vault,
    clipboard,
    onChange: (secret) => page?.openSecret({ secret }),
    // SECURITY line 23: Windows and macOS hide the window from screen capture meanwhile.
    onRevealed: (revealed) => window?.setContentProtection(revealed && settings.current().contentProtection),
  });
  const journal = createJournal(join(profileFolder, 'creations.jsonl'));
  const keys = createKeys({ reach: directory.usersAndKeys, now: clock.now });
  const at = () => new Date(clock.now()).toISOString();
  const openCreation = createOpenCreation({ journal, secrets, at, onStep: announceStep });
  const underWay = new Set<string>();
  const generateKey = createGenerateKey({
    reach: directory.usersAndKeys,
    journal,
    secrets,
    openCreation,
    underWay,
    now: clock.now,
    sleep: clock.sleep,
    newId: randomUUID,
    onStep: announceStep,
    onCreated: (keyId) => keys.remember(keyId, 'ACTIVE'),
  });

  const sample = createSampleTenancy();
  const calls = createRunningCalls();
  accounts.subscribe(() => {
    directory.forget();
    tellSession();
  });

  const openWindow = () => {
    const place = openStoredValue('window');
    window = createMainWindow({ place: readPlace(place.read()), onPlace: place.write });
    window.on('closed', () => {
      window = null;
      page = null;
    });
    restoreWindow(window, log);
    page = connectBridge(window.webContents, {
      answer: createAnswer(log.defect),
      accounts,
      vault,
      surroundings,
      standardConfigFile: standardConfigFile(surroundings),
      chooseFile: () => chooseConfigFile(window),
      startSample: sample.start,
      notice: () => notice,
      calls,
      directory,
      keys,
      secrets,
      generateKey,
      clipboard,
      settings,
    });
    void window.loadURL(`${APP_ORIGIN}/index.html`);
  };

  const run = async (launch: LaunchArguments) => {
    if (!launch.sample) return;
    const signedIn = await signInToSample({ accounts, startSample: sample.start });
    if (signedIn.ok) return;
    notice = signedIn.problem;
    tellSession();
  };

  Menu.setApplicationMenu(
    applicationMenu({
      platform: process.platform,
      isPackaged: app.isPackaged,
      send: (command) => page?.command(command),
      openDocs: () => void openExternal(ORACLE_DOCS),
    }),
  );
  guardQuit(app, {
    window: () => window,
    wouldLose: () => secrets.atRisk(),
    leave: async () => {
      await clipboard.clearSecret();
      sample.stop();
    },
  });
  onSecondStart(app, () => window, run);
  app.on('activate', () => window ?? openWindow());
  app.on('browser-window-focus', () => void clipboard.retry());
  powerMonitor.on('suspend', () => void clipboard.clearSecret());
  powerMonitor.on('lock-screen', () => void clipboard.clearSecret());

  openWindow();
  await run(parseLaunchArguments(process.argv));
}
