import { randomUUID } from 'node:crypto';
import { homedir, release } from 'node:os';
import { join } from 'node:path';
import { app, type BrowserWindow, Menu, nativeTheme } from 'electron';
import { config } from 'zod';
import { buildDesk } from './build-desk.ts';
import { createElectronClipboard } from './clipboard/electron-clipboard.ts';
import { createRememberedCopy } from './clipboard/remembered-copy.ts';
import { systemClock } from './clock.ts';
import { sessionOf, signInToSample } from './handlers/accounts-handler.ts';
import { createAnswer, whenUnlocked } from './handlers/answer.ts';
import { connectBridge, type Page } from './handlers/connect-bridge.ts';
import { diagnosticsText } from './handlers/diagnostics.ts';
import { createFailureLog } from './handlers/failure-log.ts';
import { addressBookState } from './handlers/handover-handler.ts';
import { createLeftPlaces } from './handlers/left-places.ts';
import { createLock } from './handlers/lock.ts';
import type { Problem, UnlockProblem } from './handlers/problem.ts';
import { addressState, incomingState } from './handlers/receiving-handler.ts';
import { createRunningCalls } from './handlers/running-calls.ts';
import { openSecretState, unfinishedState } from './handlers/secrets-handler.ts';
import { createSettings } from './handlers/settings.ts';
import { keptState } from './handlers/usage-handler.ts';
import { announceStep } from './keys/creation-steps.ts';
import { createFreshConnectionFetch, createFreshFetch } from './oracle/fresh-connection-fetch.ts';
import { failed } from './outcome.ts';
import { applicationMenu } from './shell/application-menu.ts';
import { configurationFile, handedOverFile, privateKeyFile } from './shell/choose-file.ts';
import { confirmPresence } from './shell/confirm-presence.ts';
import type { DialogGate } from './shell/dialog-gate.ts';
import { ORACLE_DOCS, openExternal } from './shell/external-links.ts';
import { createHandoverSystem } from './shell/handover-system.ts';
import { lockWhenLeft } from './shell/idle-lock.ts';
import { type LaunchArguments, parseLaunchArguments } from './shell/launch-arguments.ts';
import { openLog } from './shell/log.ts';
import { keepPlace } from './shell/main-window.ts';
import { appFolder, programOfKeydesk } from './shell/program-of-keydesk.ts';
import { guardQuit } from './shell/quit-guard.ts';
import { createSampleTenancy } from './shell/sample-tenancy.ts';
import { createServiceSession } from './shell/service-sessions.ts';
import { onSecondStart } from './shell/single-instance.ts';
import { readPlace } from './shell/stored-place.ts';
import { openStoredValue, type SetAside } from './shell/stores.ts';
import { restoreWindow, surviveCrashes } from './shell/survive-crashes.ts';
import { createSystemDialogs } from './shell/system-dialogs.ts';
import { standardConfigFile } from './signin/config-file.ts';
import { followFile } from './signin/follow-file.ts';
import { createProxySignIn } from './signin/proxy-sign-in.ts';
import { readSmallFile } from './signin/small-file.ts';
import type { Vault } from './vault/vault.ts';

// SECURITY line 38: zod would compile its checks with `Function`; they are quick enough as they are.
config({ jitless: true });

/** What `index.ts` hands over: the window, whose page is on its way, and the way to make another. */
export interface KeydeskOptions {
  readonly firstWindow: BrowserWindow;
  readonly openWindow: () => BrowserWindow;
  /** What decides whether a dialog may open now. */
  readonly dialogGate: DialogGate;
  readonly vaultOpening: Promise<Vault>;
  /** Tells each file that the system asks Keydesk to open, those from before too. */
  readonly onOpenedFile: (take: (path: string) => void) => void;
  /** Lets the scripts of the page run: from here on every call of theirs is answered. */
  readonly letScriptsRun: () => void;
}

/** Builds every part, hands them to each other and connects the page. */
export async function runKeydesk({
  firstWindow,
  openWindow,
  dialogGate,
  vaultOpening,
  onOpenedFile,
  letScriptsRun,
}: KeydeskOptions): Promise<void> {
  const profileFolder = app.getPath('userData');
  const log = openLog(join(profileFolder, 'logs'));
  surviveCrashes(app, log);

  // What is told to the page goes through these: there may be no page yet, or none any more.
  let window: BrowserWindow | null = null;
  let page: Page | null = null;
  let notice: Problem | null = null;
  const tellSession = () =>
    page?.session(sessionOf({ accounts: desk.accounts, leftPlaces, vault, proxy, lock, notice: () => notice }));
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

  const vault = await vaultOpening;
  const dialogs = createSystemDialogs(() => window, dialogGate);
  const handoverSystem = createHandoverSystem({
    dialogs,
    dialogGate,
    profileFolder,
    rendererFolder: join(import.meta.dirname, '../renderer'),
  });
  const surroundings = { readFile: readSmallFile, env: process.env, homedir };
  const remembered = createRememberedCopy({
    clipboard: createElectronClipboard(() => window),
    vault,
    store: openStoredValue('clipboard', onSetAside),
    newId: randomUUID,
  });
  const [reads, writes, tests] = [
    createServiceSession('reads'),
    createServiceSession('writes'),
    createServiceSession('tests'),
  ];
  const proxy = createProxySignIn({
    sessions: [reads, writes, tests],
    vault,
    store: openStoredValue('proxies', onSetAside),
    onChange: tellSession,
  });
  const desk = buildDesk({
    vault,
    clock: systemClock,
    fetch: createFreshConnectionFetch(proxy.through(reads).fetch, proxy.through(writes)),
    s3Fetch: createFreshFetch(proxy.through(tests)),
    clipboard: remembered.clipboard,
    settings,
    accountStore: openStoredValue('accounts', onSetAside),
    keptStore: openStoredValue('kept', onSetAside),
    toolSystem: {
      surroundings: { home: homedir(), env: process.env, platform: process.platform },
      program: programOfKeydesk(app),
      saveAs: dialogs.chooseSavePath,
    },
    ask: dialogs.ask,
    addressBookStore: openStoredValue('address-book', onSetAside),
    addressStore: openStoredValue('address', onSetAside),
    handoverSystem,
    journalFile: join(profileFolder, 'creations.jsonl'),
    historyFile: join(profileFolder, 'history.jsonl'),
    surroundings,
    onClipboard: (state) => page?.clipboard(state),
    onOpenSecret: () => page?.openSecret(openSecretState(desk.secrets)),
    onReadiness: (state) => page?.readiness(state),
    onKept: (keys) => page?.kept(keptState(keys, desk)),
    onAddressBook: (recipients) => page?.addressBook(addressBookState(recipients)),
    onAddress: (address) => page?.address(addressState(address)),
    onIncoming: (incoming) => page?.incoming(incomingState(incoming)),
    onUnfinished: (creations) => page?.unfinished(unfinishedState(creations)),
    // SECURITY line 23: Windows and macOS hide the window from screen capture meanwhile.
    onRevealed: (revealed) => window?.setContentProtection(revealed && settings.current().contentProtection),
    onSetAside,
    onStep: announceStep,
    onProblem: tellNotice,
    onDefect: log.defect,
  });
  const { accounts, clipboard } = desk;
  const leftPlaces = createLeftPlaces({ store: openStoredValue('left-places', onSetAside), accounts });
  notice ??= accounts.startProblem;

  const calls = createRunningCalls();
  const lock = createLock<UnlockProblem>({
    seal: async () => {
      calls.cancelAll();
      // Nobody may print a secret of a locked Keydesk from a dialog that was left open.
      handoverSystem.cancelPrint();
      await Promise.all([desk.seal(), proxy.lock()]);
      // The page's memory goes with the page.
      window?.webContents.reload();
    },
    unseal: async () => ((await confirmPresence()) ? desk.unseal() : failed({ kind: 'presence-refused' })),
    onChange: () => {
      tellSession();
      page?.lockChanged();
    },
  });
  const sample = createSampleTenancy();
  const configFollower = followFile(() => page?.profilesChanged());
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
    return clipboard.copyText(diagnosticsText(facts));
  };

  const openFile = (path: string) => void desk.openFile(path).catch(log.defect);
  const chooseHandedOver = async () => {
    const file = await dialogs.chooseFile(handedOverFile);
    if (file !== null) await desk.openFile(file);
  };

  const place = openStoredValue('window', onSetAside);
  const moveIn = (opened: BrowserWindow) => {
    window = opened;
    guardClose(window);
    keepPlace(window, { place: readPlace(place.read()), onPlace: place.write, onDefect: log.defect });
    window.on('closed', () => {
      window = null;
      page = null;
    });
    restoreWindow(window, log);
    page = connectBridge(opened.webContents, {
      ...desk,
      answer: whenUnlocked(answerAlways, lock.isLocked),
      answerAlways,
      vault,
      proxy,
      lock,
      surroundings,
      standardConfigFile: standardConfigFile(surroundings),
      chooseFile: () => dialogs.chooseFile(configurationFile),
      choosePrivateKey: () => dialogs.chooseFile(privateKeyFile),
      configFollower,
      chooseHandedOver,
      startSample: sample.start,
      notice: () => notice,
      calls,
      settings,
      leftPlaces,
      copyDiagnostics,
      onDefect: log.defect,
    });
    return opened;
  };

  const run = async (launch: LaunchArguments) => {
    if (launch.file !== null) openFile(launch.file);
    // A second start is anybody's: while Keydesk is locked it signs nobody in.
    if (!launch.sample || lock.isLocked()) return;
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
  const guardClose = guardQuit(app, {
    window: () => window,
    settled: desk.creationSettled,
    wouldLose: desk.atRisk,
    onDefect: log.defect,
    leave: async () => {
      await clipboard.clearSecret();
      await desk.secrets.settled();
      await handoverSystem.emptyDrafts();
      sample.stop();
    },
  });
  lockWhenLeft({
    lockMinutes: () => settings.current().lockMinutes,
    lock: () => void lock.lock(),
    note: log.note,
  });
  const ensureWindow = () => window ?? moveIn(openWindow());
  onSecondStart(app, ensureWindow, run);
  app.on('activate', ensureWindow);
  app.on('browser-window-focus', () => {
    void clipboard.retry();
    void remembered.clearLeftOver();
  });
  accounts.subscribe(() => {
    desk.directory.forget();
    tellSession();
    void desk.resume();
  });

  moveIn(firstWindow);
  letScriptsRun();
  onOpenedFile(openFile);
  const launch = parseLaunchArguments(process.argv, { folder: process.cwd(), appPath: appFolder(app) });
  handoverSystem.sweepPrints();
  const settling = [remembered.clearLeftOver(), desk.resume(), desk.kept.settle()];
  await Promise.all([handoverSystem.emptyDrafts(), run(launch), ...settling]);
}
