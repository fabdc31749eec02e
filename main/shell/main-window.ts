import { join } from 'node:path';
import { app, BrowserWindow, nativeTheme, screen } from 'electron';
import { blockNavigation } from './block-navigation.ts';
import { blockNewWindows } from './block-new-windows.ts';
import { silenceCalls } from './silence-renderer-network.ts';
import { webPreferences } from './web-preferences.ts';
import { clampPlace, MIN_SIZE, type WindowPlace } from './window-place.ts';

/** The page's own background, so that nothing flashes before it has drawn. */
const backgroundColor = () => (nativeTheme.shouldUseDarkColors ? '#111517' : '#f6f7f8');

export interface MainWindowOptions {
  readonly place: WindowPlace;
  readonly onPlace: (place: WindowPlace) => void;
}

/** The one window: sandboxed, shown once the page has drawn, where it was last time. Its page is loaded by the caller. */
export function createMainWindow({ place, onPlace }: MainWindowOptions): BrowserWindow {
  const { position, width, height, maximized } = clampPlace(
    place,
    screen.getAllDisplays().map((display) => display.workArea),
  );
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
  if (maximized) window.maximize();
  blockNavigation(window.webContents);
  blockNewWindows(window.webContents);
  silenceCalls(window.webContents);
  window.once('ready-to-show', () => window.show());
  window.on('close', () => {
    const { x, y, width, height } = window.getNormalBounds();
    onPlace({ position: { x, y }, width, height, maximized: window.isMaximized() });
  });
  return window;
}
