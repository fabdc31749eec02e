import { setTimeout as wait } from 'node:timers/promises';
import * as electron from 'electron';
import { secretParts } from './clipboard-marks.ts';
import type { SystemClipboard } from './system-clipboard.ts';
import { lookAtSelection } from './x11-selection.ts';

/**
 * Electron 44 and later can put formats of the system beside the text. With an earlier Electron a secret has no hints. Only this file
 * distinguishes the two.
 */
const { clipboard, ClipboardItem } = electron as { ClipboardItem?: typeof electron.ClipboardItem } & typeof electron;
/** X11's second clipboard is an object of its own since Electron 44; before, it was an argument of each call. */
const clearPrimary = () =>
  clipboard.selection ? clipboard.selection.clear() : (clipboard.clear as (type: 'selection') => void)('selection');

/** Milliseconds in which a Wayland compositor reports a change of the clipboard. It needs only a few. */
const SETTLING = 150;

/** `await` serves both the synchronous calls of Electron up to 43 and the asynchronous ones since. */
const plainClipboard: SystemClipboard = {
  async write(text, mark) {
    if (mark === 'secret' && ClipboardItem) {
      await clipboard.write([new ClipboardItem(secretParts(text, process.platform))]);
    } else {
      await clipboard.writeText(text);
    }
  },
  async read() {
    return await clipboard.readText();
  },
  // Not writeText(''): that leaves a blank entry in Windows' history, with the secret directly below it.
  async clear() {
    await clipboard.clear();
  },
  async clearSelection() {},
};

/**
 * A desktop may restore the last text when the clipboard becomes empty: GNOME brings back a secret that was only cleared (measured, mutter
 * 43), and KDE's Klipper may. So a blank is written first.
 */
async function overwriteAndClear(): Promise<void> {
  await clipboard.writeText(' ');
  await clipboard.clear();
}

/** Reads the clipboard as another program does, since Electron's own reading may block: see `x11-selection.ts`. */
function x11Clipboard(env: NodeJS.ProcessEnv, windowId: number): SystemClipboard {
  return {
    ...plainClipboard,
    async read() {
      const found = await lookAtSelection('CLIPBOARD', env);
      return found.kind === 'text' ? found.text : '';
    },
    clear: overwriteAndClear,
    async clearSelection() {
      const found = await lookAtSelection('PRIMARY', env);
      if (found.kind !== 'nothing' && found.isOfClientWith(windowId)) await clearPrimary();
    },
  };
}

/**
 * A compositor serves only the program that has the focus. Without the focus Electron reads and clears its own memory, and not the
 * clipboard (measured, mutter 43).
 */
function waylandClipboard(isFocused: () => boolean): SystemClipboard {
  const needFocus = () => {
    if (!isFocused()) throw new Error('Wayland gives the clipboard to the window with the focus alone');
  };
  return {
    ...plainClipboard,
    async read() {
      needFocus();
      return await clipboard.readText();
    },
    async clear() {
      needFocus();
      await overwriteAndClear();
      await wait(SETTLING);
    },
  };
}

/**
 * An X11 window has the number that the display gave it, which is never a small one; on Wayland, Chromium counts its windows from a small
 * number.
 */
const SMALLEST_X11_WINDOW = 0x1_0000;

/** The system's clipboard for the window that is open: X11 and Wayland each have rules of their own. */
export function createElectronClipboard(window: () => electron.BrowserWindow | null): SystemClipboard {
  const windowId = () => window()?.getNativeWindowHandle().readUInt32LE(0) ?? 0;
  const isFocused = () => window()?.isFocused() ?? false;
  const current = () => {
    if (process.platform !== 'linux') return plainClipboard;
    return windowId() >= SMALLEST_X11_WINDOW ? x11Clipboard(process.env, windowId()) : waylandClipboard(isFocused);
  };
  return {
    write: (text, mark) => current().write(text, mark),
    read: () => current().read(),
    clear: () => current().clear(),
    clearSelection: () => current().clearSelection(),
  };
}
