import { join } from 'node:path';
import { app, type BrowserWindow, nativeTheme } from 'electron';
import { config } from 'zod';
import type { PageCommand } from '../bridge/values/plain.ts';
import { systemClock } from './basics/clock.ts';
import type { Inbox } from './basics/inbox.ts';
import { createNews, observe } from './basics/observable.ts';
import { buildHandlerParts } from './build-handler-parts.ts';
import { buildOnElectron } from './build-on-electron.ts';
import { buildUpdates } from './build-updates.ts';
import { connectBridge } from './connect-bridge.ts';
import { signInToSample } from './handlers/accounts-handler.ts';
import { createNotice } from './handlers/notice.ts';
import { tellOfRotations } from './handlers/rotation-notice.ts';
import { createRunningCalls } from './handlers/running-calls.ts';
import { createSettings } from './handlers/settings.ts';
import { createPolicy } from './policy/policy.ts';
import type { PolicyAccess } from './policy/read-policy.ts';
import type { MenuCommand } from './shell/application-menu.ts';
import type { DialogGate } from './shell/dialog-gate.ts';
import { followPolicy } from './shell/follow-policy.ts';
import { lockWhenLeft } from './shell/idle-lock.ts';
import { type LaunchArguments, type Link, readLink } from './shell/launch-arguments.ts';
import { openLog } from './shell/log.ts';
import { bringToFront, tellBounds } from './shell/main-window.ts';
import { showNotification } from './shell/notification.ts';
import { guardQuit } from './shell/quit-guard.ts';
import { createSampleTenancy } from './shell/sample-tenancy.ts';
import { openStoredValue } from './shell/stores.ts';
import { restoreWindow, surviveCrashes } from './shell/survive-crashes.ts';
import { readBounds, type WindowBounds } from './shell/window-bounds.ts';
import type { ChangingVault } from './vault/changing-vault.ts';

// Security line 38: without `jitless`, zod would compile its checks with `Function`. The checks are quick enough without that.
config({ jitless: true });

/** What `index.ts` hands over: the window, whose page has its first screen, and a function that opens another window. */
export interface KeydeskOptions {
  readonly firstWindow: BrowserWindow;
  readonly openWindow: (bounds: WindowBounds) => BrowserWindow;
  /** What decides whether a dialog may open now. */
  readonly dialogGate: DialogGate;
  readonly vaultOpening: Promise<ChangingVault>;
  /** What the company prescribes. */
  readonly policies: PolicyAccess;
  /** The first start's own command line. The first window shows what a link there names. */
  readonly launch: LaunchArguments;
  /** What came after the first start: later starts, files and links that the system asks Keydesk to open, and commands of the menu. */
  readonly onStart: Inbox<LaunchArguments>['onEach'];
  readonly onOpened: Inbox<string>['onEach'];
  readonly onCommand: Inbox<MenuCommand>['onEach'];
  /** Lets the page make calls: from here on each of its calls is answered. */
  readonly letPageIn: () => void;
}

/** Builds every part, hands them to each other and connects the page. */
export async function runKeydesk(options: KeydeskOptions): Promise<void> {
  const { firstWindow, openWindow, dialogGate, vaultOpening, policies, launch } = options;
  const profileFolder = app.getPath('userData');
  const log = openLog(join(profileFolder, 'logs'));
  surviveCrashes(app, log);
  const notice = createNotice(log.note);
  const { onQuarantine } = notice;

  const policy = createPolicy(await policies.first, policies.read);
  const settings = createSettings(openStoredValue('settings', onQuarantine), policy);
  nativeTheme.themeSource = settings.state().appearance;
  settings.subscribe(({ appearance }) => {
    nativeTheme.themeSource = appearance;
  });

  // Null until the first window is attached, and after a window was closed.
  let window: BrowserWindow | null = null;
  const vault = await vaultOpening;
  const { services, dialogs, handoverSystem, remembered, proxy, env, configFile, reads } = buildOnElectron({
    profileFolder,
    vault,
    policy,
    settings,
    notice,
    log,
    dialogGate,
    window: () => window,
  });
  const { accounts, bulk, clipboard, computerKey, creations, directory, lock, receiving, secrets, usage } = services;
  const { campaigns, rotations } = services;
  const updates = buildUpdates({ settings, fetch: reads.fetch, dialogGate, profileFolder, onQuarantine });
  // Only one notice can be shown. A notice about a file in quarantine is not replaced.
  if (notice.state() === null && accounts.startProblem) notice.tell(accounts.startProblem);

  const calls = createRunningCalls();
  lock.subscribe((isLocked) => {
    if (!isLocked) return;
    calls.cancelAll();
    // A print dialog that was left open must not print a secret while Keydesk is locked.
    handoverSystem.cancelPrint();
    // A reload empties the page's memory.
    window?.webContents.reload();
  });
  // Security line 23: Windows and macOS hide the window from screen capture while a secret is readable.
  secrets.readable.subscribe((isReadable) =>
    window?.setContentProtection(isReadable && settings.state().contentProtection),
  );

  const sample = createSampleTenancy(policy);
  const commands = createNews<PageCommand>();
  const handlerParts = buildHandlerParts({
    services,
    calls,
    commands,
    policy,
    vault,
    proxy,
    settings,
    updates,
    notice,
    startSample: sample.start,
    dialogs,
    env,
    configFile,
    log,
  });
  const openFile = (path: string) => void receiving.openFile(path).catch(log.defect);

  const guardClose = guardQuit(app, {
    window: () => window,
    settled: creations.settled,
    wouldLose: creations.atRisk,
    onDefect: log.defect,
    leave: async () => {
      await clipboard.clearSecret();
      await secrets.settled();
      await handoverSystem.emptyDrafts();
      // Waits until the request under way has ended, so that Keydesk knows what became of its key.
      bulk.stop();
      rotations.stopRun();
      campaigns.pause();
      await Promise.all([bulk.settled(), rotations.settled(), campaigns.settled()]);
      sample.stop();
      await updates.stop();
    },
  });
  const bounds = openStoredValue('window', onQuarantine);
  const attachWindow = (opened: BrowserWindow) => {
    window = opened;
    guardClose(opened);
    tellBounds(opened, bounds.write, log.defect);
    opened.on('closed', () => {
      window = null;
    });
    restoreWindow(opened, log);
    connectBridge(opened.webContents, handlerParts);
    return opened;
  };
  const ensureWindow = () => window ?? attachWindow(openWindow(readBounds(bounds.read())));

  // A link only shows something, and changes nothing. The page ignores a link while a dialog is open.
  const show = (link: Link | null) => {
    if (link !== null && !lock.state()) commands.tell(link);
  };
  const handleLaunch = async (launch: LaunchArguments) => {
    if (launch.file !== null) openFile(launch.file);
    // Any program can start Keydesk a second time with `--sample`, so such a start signs nobody in while Keydesk is locked.
    if (!launch.sample || lock.state()) return;
    const signedIn = await signInToSample({ accounts, startSample: sample.start });
    if (!signedIn.ok) notice.tell(signedIn.problem);
  };
  lockWhenLeft({
    minutes: observe([settings], () => settings.state().lockMinutes),
    clock: systemClock,
    lock: () => void lock.lock(),
    note: log.note,
  });
  app.on('activate', ensureWindow);
  followPolicy({ app, policy, folder: policies.folder, clock: systemClock, onDefect: log.defect });
  // Wayland gives the clipboard only to the window that has the focus.
  app.on('browser-window-focus', () => {
    void clipboard.retry();
    void remembered.clearLeftOver();
  });
  accounts.subscribe(() => {
    directory.forget();
    // Unfinished work belongs to an account, and goes on when that account is the current one.
    void creations.resume();
    void computerKey.resume();
    void rotations.resume();
  });

  // The person may have closed the first window by now, which ends Keydesk on all systems but macOS.
  if (!firstWindow.isDestroyed()) attachWindow(firstWindow);
  options.letPageIn();
  options.onCommand((command) => (command === 'lock' ? void lock.lock() : commands.tell(command)));
  options.onStart((second) => {
    bringToFront(ensureWindow());
    show(second.link);
    void handleLaunch(second);
  });
  options.onOpened((opened) => {
    if (opened.startsWith('keydesk:')) show(readLink(opened));
    else openFile(opened);
  });
  handoverSystem.sweepPrints();
  const settling = [remembered.clearLeftOver(), creations.resume(), computerKey.resume(), usage.saved.settle()];
  await Promise.all([handoverSystem.emptyDrafts(), handleLaunch(launch), updates.resume(), ...settling]);
  // Last: a long ledger takes a moment, and nothing else waits for it.
  await rotations.resume();
  tellOfRotations({
    rotations,
    isWanted: () => settings.state().rotationNotices,
    isWatched: () => window?.isFocused() ?? false,
    show: (title) => showNotification(title, () => bringToFront(window)),
  });
}
