import { extname, join } from 'node:path';
import { app, type BrowserWindow, dialog } from 'electron';

const NAMES: Record<string, string> = { '.age': 'Encrypted file', '.eml': 'E-mail draft' };

/**
 * Asks where to save a file, under the suggested name in the folder for documents; null when the person cancels. The dialog asks
 * before it gives the name of a file that exists: on Linux because we say so, elsewhere by itself.
 */
export async function chooseSavePath(window: BrowserWindow | null, suggestion: string): Promise<string | null> {
  const ending = extname(suggestion);
  const name = NAMES[ending];
  const wanted: Electron.SaveDialogOptions = {
    defaultPath: join(app.getPath('documents'), suggestion),
    filters: name === undefined ? [] : [{ name, extensions: [ending.slice(1)] }],
    properties: ['showOverwriteConfirmation', 'createDirectory', 'dontAddToRecent'],
  };
  const { canceled, filePath } = await (window ? dialog.showSaveDialog(window, wanted) : dialog.showSaveDialog(wanted));
  return canceled || filePath === '' ? null : filePath;
}
