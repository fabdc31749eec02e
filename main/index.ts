import { homedir, release } from 'node:os';
import { join } from 'node:path';
import { app, type BrowserWindow, Menu, nativeTheme, session } from 'electron';
import { buildDesk } from './build-desk.ts';
import { electronClipboard } from './clipboard/electron-clipboard.ts';
import { systemClock } from './clock.ts';
import { sessionOf, signInToSample } from './handlers/accounts-handler.ts';
import { createAnswer, whenUnlocked } from './handlers/answer.ts';
import { connectBridge, type Page } from './handlers/connect-bridge.ts';
import { diagnosticsText } from './handlers/diagnostics.ts';
import { createFailureLog } from './handlers/failure-log.ts';
import { createLock } from './handlers/lock.ts';
import type { Problem, UnlockProblem } from './handlers/problem.ts';
import { createRunningCalls } from './handlers/running-calls.ts';
import { unfinishedState } from './handlers/secrets-handler.ts';
import { createSettings } from './handlers/settings.ts';
import { announceStep } from './keys/creation-steps.ts';
import { createFreshConnectionFetch } from './oracle/fresh-connection-fetch.ts';
import { failed } from './outcome.ts';
import { APP_ORIGIN } from './shell/app-origin.ts';
import { registerAppScheme, serveApp } from './shell/app-protocol.ts';
import { applicationMenu } from './shell/application-menu.ts';
import { chooseConfigFile } from './shell/choose-config-file.ts';
import { confirmPresence } from './shell/confirm-presence.ts';
import { denyPermissions } from './shell/deny-permissions.ts';
import { ORACLE_DOCS, openExternal } from './shell/external-links.ts';
import { lockWhenLeft } from './shell/idle-lock.ts';
import { type LaunchArguments, parseLaunchArguments } from './shell/launch-arguments.ts';
import { openLog } from './shell/log.ts';
import { createMainWindow } from './shell/main-window.ts';
import { guardQuit } from './shell/quit-guard.ts';
import { isDebuggingRefused } from './shell/refuse-debugging.ts';
import { createSampleTenancy } from './shell/sample-tenancy.ts';
import { createServiceSession } from './shell/service-sessions.ts';
import { silenceChromium } from './shell/silence-chromium.ts';
import { silenceRendererNetwork } from './shell/silence-renderer-network.ts';
import { isFirstInstance, onSecondStart } from './shell/single-instance.ts';
import { openStoredValue, type SetAside } from './shell/stores.ts';
import { restoreWindow, surviveCrashes } from './shell/survive-crashes.ts';
import { readPlace } from './shell/window-place.ts';
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

  // What is told to the page goes through these: there may be no page yet, or none any more.
  let window: BrowserWindow | null = null;
  let page: Page | null = null;
  let notice: Problem | null = null;
  const tellSession = () => page?.session(sessionOf({ accounts: desk.accounts, vault, lock, notice: () => notice }));
  const tellNotice = (problem: Problem) => {
    notice = problem;
    tellSession();
  };

  const asides: SetAside[] = [];
  const onSetAside = (aside: SetAside) => {
    asides.push(aside);
    log.note(`set aside ${aside.file}: ${aside.reason}`);
    notice = { kind: 'files-set-aside', files: [...asides] };
    if (page) tellSession();
  };
  const settings = createSettings({
    store: openStoredValue('settings', onSetAside),
    onChange: (changed) => {
      nativeTheme.themeSource = changed.appearance;
      page?.settings(changed);
    },
  });
  nativeTheme.themeSource = settings.current().appearance;

  const vault = await openVault(process.platform);
  const surroundings = { readFile: readSmallFile, env: process.env, homedir };
  const desk = buildDesk({
    vault,
    clock: systemClock,
    fetch: createFreshConnectionFetch(createServiceSession('reads').fetch, createServiceSession('writes')),
    clipboard: electronClipboard,
    settings,
    accountStore: openStoredValue('accounts', onSetAside),
    journalFile: join(profileFolder, 'creations.jsonl'),
    surroundings,
    onClipboard: (state) => page?.clipboard(state),
    onOpenSecret: (secret) => page?.openSecret({ secret }),
    onUnfinished: (creations) => page?.unfinished(unfinishedState(creations)),
    // SECURITY line 23: Windows and macOS hide the window from screen capture meanwhile.
    onRevealed: (revealed) => window?.setContentProtection(revealed && settings.current().contentProtection),
    onSetAside,
    onStep: announceStep,
    onProblem: tellNotice,
    onDefect: log.defect,
  });
  const { accounts, clipboard } = desk;
  notice ??= accounts.startProblem;

  const calls = createRunningCalls();
  const lock = createLock<UnlockProblem>({
    seal: async () => {
      calls.cancelAll();
      await desk.seal();
      // The page's memory goes with the page.
      window?.webContents.reload();
    },
    unseal: async () => ((await confirmPresence()) ? desk.unseal() : failed({ kind: 'presence-refused' })),
    onChange: tellSession,
  });
  const sample = createSampleTenancy();
  const failures = createFailureLog(Date.now, log.note);
  const answerAlways = createAnswer(log.defect, failures.add);
  const copyDiagnostics = () => {
    const facts = {
      versions: process.versions,
      appVersion: app.getVersion(),
      system: `${process.platform} ${release()} ${process.arch}`,
      settings: settings.current(),
      vault: vault.state,
      accounts: accounts.list().length,
      failures: failures.recent(),
    };
    return clipboard.copyText(diagnosticsText(facts), 'diagnostics');
  };

  const openWindow = () => {
    const place = openStoredValue('window', onSetAside);
    window = createMainWindow({ place: readPlace(place.read()), onPlace: place.write });
    window.on('closed', () => {
      window = null;
      page = null;
    });
    restoreWindow(window, log);
    page = connectBridge(window.webContents, {
      ...desk,
      answer: whenUnlocked(answerAlways, lock.isLocked),
      answerAlways,
      vault,
      lock,
      surroundings,
      standardConfigFile: standardConfigFile(surroundings),
      chooseFile: () => chooseConfigFile(window),
      startSample: sample.start,
      notice: () => notice,
      calls,
      settings,
      copyDiagnostics,
    });
    void window.loadURL(`${APP_ORIGIN}/index.html`);
  };

  const run = async (launch: LaunchArguments) => {
    if (!launch.sample) return;
    const signedIn = await signInToSample({ accounts, startSample: sample.start });
    if (!signedIn.ok) tellNotice(signedIn.problem);
  };

  const menu = applicationMenu({
    platform: process.platform,
    isPackaged: app.isPackaged,
    send: (command) => (command === 'lock' ? void lock.lock() : page?.command(command)),
    openDocs: () => void openExternal(ORACLE_DOCS),
  });
  Menu.setApplicationMenu(menu);
  guardQuit(app, {
    window: () => window,
    wouldLose: desk.atRisk,
    leave: async () => {
      await clipboard.clearSecret();
      sample.stop();
    },
  });
  lockWhenLeft(
    () => settings.current().lockMinutes,
    () => void lock.lock(),
  );
  onSecondStart(app, () => window, run);
  app.on('activate', () => window ?? openWindow());
  app.on('browser-window-focus', () => void clipboard.retry());
  accounts.subscribe(() => {
    desk.directory.forget();
    tellSession();
    void desk.resume();
  });

  openWindow();
  await Promise.all([run(parseLaunchArguments(process.argv)), desk.resume()]);
}
