import { setTimeout as wait } from 'node:timers/promises';
import { type App, type BrowserWindow, powerMonitor } from 'electron';
import { printable } from '../basics/printable.ts';
import { goesAhead } from './system-dialogs.ts';

export interface QuitGuardOptions {
  readonly window: () => BrowserWindow | null;
  /** Resolves when no key is being made: its secret is in the keychain then, or known to be at risk. */
  readonly settled: () => Promise<void>;
  /** The name of the key whose secret would be lost; null when nothing would. */
  readonly wouldLose: () => string | null;
  /** What must be done before the app ends. */
  readonly leave: () => Promise<void>;
  readonly onDefect: (error: unknown) => void;
}

/** The most milliseconds that Keydesk waits for a key that is being made, and then again for `leave`, before it ends. */
const PATIENCE = 4000;

/** How a system ends a program: a log-out, a shutdown or `kill`; Ctrl+C in the terminal; a terminal that is closed. */
const END_SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

const isLossAccepted = (window: BrowserWindow | null, keyName: string) =>
  goesAhead(window, {
    type: 'warning',
    message: `Is the secret key of ${printable(keyName).slice(0, 200)} stored?`,
    detail: 'Quitting clears the clipboard. Afterwards nobody can show the secret key again.',
    buttons: ['Go back', 'Quit and lose the secret key'],
  });

/**
 * Security lines 21 and 22: the one way out. Quitting, closing the window, a signal and the end of the session all lose no
 * secret without a question, and clear the clipboard before the end. The returned function makes closing a window quit the app, with its
 * question.
 */
export function guardQuit(app: App, options: QuitGuardOptions): (window: BrowserWindow) => void {
  const { window, settled, wouldLose, leave, onDefect } = options;
  let state: 'running' | 'asking' | 'leaving' | 'left' = 'running';
  const stands = (at: typeof state) => state === at;

  const leaveNow = async () => {
    if (stands('leaving') || stands('left')) return;
    state = 'leaving';
    await Promise.race([leave().catch(onDefect), wait(PATIENCE)]);
    state = 'left';
    app.quit();
  };

  const mayLeave = async () => {
    await Promise.race([settled(), wait(PATIENCE)]);
    const keyName = wouldLose();
    return keyName === null || (await isLossAccepted(window(), keyName));
  };

  const askAndLeave = async () => {
    state = 'asking';
    let mayGo = false;
    try {
      mayGo = await mayLeave();
    } catch (error) {
      onDefect(error);
    }
    if (!stands('asking')) return;
    if (mayGo) await leaveNow();
    else state = 'running';
  };

  app.on('before-quit', (event) => {
    if (stands('left')) return;
    event.preventDefault();
    if (stands('running')) void askAndLeave();
  });

  for (const signal of END_SIGNALS) {
    // A second signal while the question is open means that no answer will come.
    process.on(signal, () => (stands('running') ? app.quit() : void leaveNow()));
  }
  // On Linux (logind's PrepareForShutdown) and macOS. Preventing the event gives Keydesk a few seconds. Electron's typings lack it.
  const onShutdown = (event?: Electron.Event) => {
    event?.preventDefault();
    app.quit();
  };
  // Electron 42 ignores a `shutdown` listener that is the first listener of its power monitor. This listener is the first instead.
  powerMonitor.on('resume', () => {});
  powerMonitor.on('shutdown', onShutdown);

  // Closing the only window quits. The question comes first, while the window is still there.
  return (window) => {
    window.on('close', (event) => {
      if (stands('left') || process.platform === 'darwin') return;
      event.preventDefault();
      app.quit();
    });
    // Windows asks each window before it ends the session, and shows the person which program still has a question.
    window.on('query-session-end', (event) => {
      if (wouldLose() !== null) event.preventDefault();
      app.quit();
    });
    window.on('session-end', () => void leaveNow());
  };
}
