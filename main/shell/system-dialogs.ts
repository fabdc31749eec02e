import { extname, join } from 'node:path';
import { app, type BrowserWindow, dialog } from 'electron';
import { printable, printableLines } from '../basics/printable.ts';
import type { Question } from '../basics/question.ts';
import { chooseFile, chooseFolder, type WantedFile } from './choose-file.ts';
import type { DialogGate } from './dialog-gate.ts';

/** The system's dialogs as a page may ask for them: what the gate refuses counts as cancelled. */
export function createSystemDialogs(window: () => BrowserWindow | null, gate: DialogGate) {
  return {
    chooseFile: (wanted: WantedFile) => gate.enter(() => chooseFile(window(), wanted), null),
    chooseFolder: (title: string) => gate.enter(() => chooseFolder(window(), title), null),
    chooseSavePath: (suggestion: string) => gate.enter(() => chooseSavePath(window(), suggestion), null),
    ask: (question: Question) => gate.enter(() => askPerson(window(), question), false),
  };
}

export type SystemDialogs = ReturnType<typeof createSystemDialogs>;

const CANCEL = 0;

/** Shows a question with two buttons. Escape and Enter press the first; true when the person has pressed the second. */
export async function goesAhead(
  window: BrowserWindow | null,
  question: Pick<Electron.MessageBoxOptions, 'type' | 'message' | 'detail'> & { readonly buttons: [string, string] },
): Promise<boolean> {
  const asked = { ...question, defaultId: CANCEL, cancelId: CANCEL, noLink: true };
  const { response } = await (window ? dialog.showMessageBox(window, asked) : dialog.showMessageBox(asked));
  return response !== CANCEL;
}

/** Made `printable`, so that names that others chose can neither reverse a line nor begin a new one. */
const askPerson = (window: BrowserWindow | null, { message, detail, button }: Question) =>
  goesAhead(window, {
    type: 'question',
    message: printable(message),
    detail: printableLines(detail),
    buttons: ['Cancel', button],
  });

const NAMES: Record<string, string> = {
  '.age': 'Encrypted file',
  '.eml': 'E-mail draft',
  '.csv': 'Table (CSV)',
  '.json': 'JSON',
  '.jsonl': 'JSON lines',
};

/**
 * Asks where to save a file, under the suggested name in the folder for documents; null when the person cancels. The dialog asks
 * before it gives the name of a file that exists: on Linux because we say so, elsewhere by itself.
 */
async function chooseSavePath(window: BrowserWindow | null, suggestion: string): Promise<string | null> {
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
