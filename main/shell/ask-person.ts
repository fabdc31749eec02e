import { type BrowserWindow, dialog } from 'electron';
import type { Question } from '../basics/question.ts';

const CANCEL = 0;

/** Asks with the system's dialog; true when the person went ahead. */
export async function askPerson(window: BrowserWindow | null, { message, detail, button }: Question): Promise<boolean> {
  const asked: Electron.MessageBoxOptions = {
    type: 'question',
    message,
    detail,
    buttons: ['Cancel', button],
    defaultId: CANCEL,
    cancelId: CANCEL,
    noLink: true,
  };
  const { response } = await (window ? dialog.showMessageBox(window, asked) : dialog.showMessageBox(asked));
  return response !== CANCEL;
}
