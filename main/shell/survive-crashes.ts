import type { App, BrowserWindow } from 'electron';
import type { Log } from './log.ts';

/** A page that crashes more often than this within a minute is not loaded again. */
const MAX_RESTORES = 3;

/**
 * Security line 35: a crash is logged without secrets, and the window comes back. The page can be reloaded at any time: what it shows is in
 * main, an open secret too.
 */
export function surviveCrashes(app: App, log: Log): void {
  process.on('uncaughtException', (error) => void log.defect(error));
  process.on('unhandledRejection', (reason) => void log.defect(reason));
  app.on('child-process-gone', (_event, { type, reason, exitCode }) => {
    if (reason !== 'clean-exit') log.note(`${type} process gone: ${reason} (${exitCode})`);
  });
}

export function restoreWindow(window: BrowserWindow, log: Log): void {
  let restores: number[] = [];
  const { webContents } = window;
  const restore = () => {
    const now = Date.now();
    restores = [...restores.filter((at) => now - at < 60_000), now];
    if (restores.length > MAX_RESTORES) return;
    // Not inside the event: Chromium is still removing the old page, and would end the whole app (measured, SIGILL).
    setImmediate(() => {
      if (!window.isDestroyed()) webContents.reload();
    });
  };
  webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    log.note(`page gone: ${reason} (${exitCode})`);
    if (reason !== 'clean-exit') restore();
  });
  // The first page runs before main is loaded, so a crash at that time was not reported.
  if (webContents.isCrashed()) {
    log.note('page gone: during the start');
    restore();
  }
}
