import { join } from 'node:path';
import { app, BrowserWindow, nativeTheme, screen } from 'electron';
import { blockNavigation } from './block-navigation.ts';
import { blockNewWindows } from './block-new-windows.ts';
import { type DialogGate, watchGestures } from './dialog-gate.ts';
import { openExternal } from './external-links.ts';
import { silenceCalls } from './silence-renderer-network.ts';
import { offerTextMenu } from './text-menu.ts';
import { webPreferences } from './web-preferences.ts';
import { clampBounds, MIN_SIZE, type WindowBounds } from './window-bounds.ts';

/** The page's own background, so that nothing flashes before it has drawn. */
const backgroundColor = () => (nativeTheme.shouldUseDarkColors ? '#111517' : '#f6f7f8');

/** The one window: where it was last time, sandboxed, hidden until the page has drawn. Its page is loaded by the caller. */
export function createMainWindow(gate: DialogGate, bounds: WindowBounds): BrowserWindow {
  const workAreas = screen.getAllDisplays().map((display) => display.workArea);
  const { position, width, height, maximized } = clampBounds(bounds, workAreas);
  const window = new BrowserWindow({
    ...position,
    width,
    height,
    minWidth: MIN_SIZE.width,
    minHeight: MIN_SIZE.height,
    show: false,
    title: 'Keydesk',
    backgroundColor: backgroundColor(),
    webPreferences: webPreferences(join(import.meta.dirname, '../preload/index.cjs'), app.isPackaged),
  });
  blockNavigation(window.webContents);
  // A link to a listed host goes to the person's browser.
  blockNewWindows(window.webContents, (url) => void gate.enter(() => openExternal(url), undefined));
  watchGestures(window.webContents, gate);
  silenceCalls(window.webContents);
  offerTextMenu(window);
  const show = () => {
    if (window.isDestroyed() || window.isVisible()) return;
    // `maximize` shows the window, so it waits for the page as well.
    if (maximized) window.maximize();
    window.show();
  };
  window.once('ready-to-show', show);
  // On Wayland a hidden window is never drawn, so `ready-to-show` does not come. There a loaded page is enough.
  window.webContents.once('did-finish-load', show);
  return window;
}

/** Brings the window in front of others: of the browser, for example, after a sign-in. */
export function bringToFront(window: BrowserWindow | null): void {
  if (window === null || window.isDestroyed()) return;
  if (window.isMinimized()) window.restore();
  window.show();
  app.focus({ steal: true });
  window.focus();
}

/** Tells the bounds of the window when it closes. An error is only reported, so that it does not disturb the question that closing asks. */
export function tellBounds(
  window: BrowserWindow,
  onBounds: (bounds: WindowBounds) => void,
  onDefect: (error: unknown) => void,
): void {
  window.on('close', () => {
    const { x, y, width, height } = window.getNormalBounds();
    try {
      onBounds({ position: { x, y }, width, height, maximized: window.isMaximized() });
    } catch (error) {
      onDefect(error);
    }
  });
}
