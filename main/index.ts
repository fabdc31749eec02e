import { join } from 'node:path';
import { app, Menu, nativeTheme, session } from 'electron';
import { createInbox } from './basics/inbox.ts';
import { reasonOf } from './basics/reason-of.ts';
import { buildFirstState, readFirstSession } from './build-first-state.ts';
import { parseCommand, wordsOf } from './command-line/parse-command.ts';
import type { CommandEnv } from './command-line/run-command.ts';
import { openPolicies, readPolicy } from './policy/read-policy.ts';
import { APP_ORIGIN } from './shell/app-origin.ts';
import { registerAppScheme, serveApp } from './shell/app-protocol.ts';
import { applicationMenu, type MenuCommand } from './shell/application-menu.ts';
import { denyPermissions } from './shell/deny-permissions.ts';
import { createDialogGate } from './shell/dialog-gate.ts';
import { keepCompiledCode } from './shell/keep-compiled-code.ts';
import { parseLaunchArguments, viewOfLink } from './shell/launch-arguments.ts';
import { createMainWindow } from './shell/main-window.ts';
import { collectOpened } from './shell/opened-files.ts';
import { createPageGate } from './shell/page-gate.ts';
import { appFolder } from './shell/program-of-keydesk.ts';
import { readLook } from './shell/read-look.ts';
import { forgetKeyLog, refusedSwitch } from './shell/refuse-debugging.ts';
import { refuseStart, whyNoLock } from './shell/refuse-start.ts';
import { silenceChromium } from './shell/silence-chromium.ts';
import { silenceRendererNetwork } from './shell/silence-renderer-network.ts';
import { collectStarts, isFirstInstance } from './shell/single-instance.ts';
import { testSwitch } from './shell/test-switch.ts';
import type { WindowBounds } from './shell/window-bounds.ts';
import { openVault } from './vault/open-vault.ts';

/** The changes that `npm run dev` makes; null in every build. */
const development = import.meta.env.MODE === 'development' ? await import('./development/development.ts') : null;

/** The policy file that replaces the company's. Only tests set it. */
const policyFile = testSwitch(app, 'KEYDESK_POLICY_FILE');

registerAppScheme();
silenceChromium(app);
// Before `enableSandbox`, which removes --no-sandbox from the command line although Chromium has already obeyed it.
const refused = refusedSwitch(app);
app.enableSandbox();
// What the window shows, secrets too, stays out of the memory of graphics cards, which other programs could read (CVE-2023-4969).
app.disableHardwareAcceleration();

const onOpened = collectOpened(app);
const onStart = collectStarts(app);
const command = parseCommand(wordsOf(process.argv, appFolder(app)));
/** The first window has been closed: by the person, or because a signal ends Keydesk. */
let isClosed = false;

// A command of the command line keeps the variable SSLKEYLOGFILE, since the program that `exec` runs inherits it.
if (command === null) forgetKeyLog(process.env);

if (refused !== null) leaveWith(refused);
// Awaited: Electron opens a display only after this module has run, and the command has ended by then.
else if (command !== null) {
  const { commandEnv } = await import('./command-line/command-env.ts');
  const { runCommand } = await import('./command-line/run-command.ts');
  const env = commandEnv(app, () => readPolicy(policyFile));
  // Not part of `commandEnv`: the report loads the service client, which no other command needs.
  const report: CommandEnv['report'] = async (asked) => (await import('./run-report.ts')).runReport(asked, env);
  app.exit(await runCommand(command, { ...env, report }));
} else if (!(development ? await development.isOnlyInstance(app) : isFirstInstance(app)))
  leaveToOther(whyNoLock(app.getPath('userData')));
// Not awaited: `start` waits until Electron is ready, and Electron is ready only after this module has run.
else start().catch(tellDefect);

function leaveWith(refused: string) {
  process.stderr.write(`keydesk: Not started: --${refused} takes away from what protects secrets. Leave it out.\n`);
  app.exit(1);
}

/** `whyNot`: the fault of the profile folder that prevented the lock; null: another Keydesk has the lock, and has shown its window. */
function leaveToOther(whyNot: string | null) {
  if (whyNot === null) app.quit();
  else void refuseStart(app, whyNot);
}

/** Ends Keydesk, which could not be built: no call of the page would get an answer. */
function tellDefect(error: unknown) {
  // The window was closed before everything was built. A failure for lack of the window is no defect.
  if (isClosed) app.exit(0);
  else void refuseStart(app, `It could not be built: ${reasonOf(error)}. Nothing was changed. Start Keydesk again.`);
}

/**
 * Shows the first screen: its window, and its content (`build-first-state.ts`), which is read while Electron starts. Then `keydesk.ts` is
 * loaded and builds everything else. Until that is done, what the person does waits.
 */
async function start() {
  const profileFolder = app.getPath('userData');
  keepCompiledCode(profileFolder, process.platform);
  const policies = openPolicies(policyFile);
  const { appearance, bounds } = readLook(profileFolder);
  const firstSession = readFirstSession(profileFolder);
  const menu = createInbox<MenuCommand>();
  // Set before Electron is ready, since Electron would otherwise build a menu of its own.
  Menu.setApplicationMenu(applicationMenu(app, menu.put));
  await app.whenReady();

  denyPermissions(session.defaultSession);
  // Null: the document brings no first state along, and the page waits for the stores.
  const firstState = buildFirstState(firstSession, policies.first).catch(() => null);
  const gate = createPageGate();
  const server = process.env['ELECTRON_RENDERER_URL'];
  if (development && server) {
    development.serveFromDevelopmentServer(session.defaultSession, server, gate);
  } else {
    silenceRendererNetwork(session.defaultSession);
    serveApp({ root: join(import.meta.dirname, '../renderer'), firstState, gate });
  }

  const dialogGate = createDialogGate(Date.now);
  const openWindow = (bounds: WindowBounds, view = '') => {
    const window = createMainWindow(dialogGate, bounds);
    void window.loadURL(`${APP_ORIGIN}/index.html${view}`);
    return window;
  };
  const launch = parseLaunchArguments(process.argv, { folder: process.cwd(), appPath: appFolder(app) });
  nativeTheme.themeSource = appearance;
  // The page opens the view that its address names.
  const firstWindow = openWindow(bounds, viewOfLink(launch.link));
  firstWindow.once('closed', () => {
    isClosed = true;
  });
  // Main loads nothing more until the page has drawn its first screen, or needs main to draw it.
  if ((await firstState) !== null) await gate.mainWanted;
  const vaultOpening = openVault(process.platform);
  const { runKeydesk } = await import('./keydesk.ts');
  await runKeydesk({
    firstWindow,
    openWindow,
    dialogGate,
    vaultOpening,
    policies,
    launch,
    onStart,
    onOpened,
    onCommand: menu.onEach,
    letPageIn: gate.letIn,
  });
}
