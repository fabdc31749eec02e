import * as electron from 'electron';
import { secretParts } from './clipboard-marks.ts';
import type { SystemClipboard } from './system-clipboard.ts';

/** Electron 44 and later can put OS formats beside the text; before, a secret goes unmarked. Told apart here only. */
const { clipboard, ClipboardItem } = electron as { ClipboardItem?: typeof electron.ClipboardItem } & typeof electron;

/** `await` serves both the synchronous calls of Electron up to 43 and the asynchronous ones since. */
export const electronClipboard: SystemClipboard = {
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
  // Not writeText(''): that leaves a blank entry in Windows' history, with the secret right behind it.
  async clear() {
    await clipboard.clear();
  },
};
