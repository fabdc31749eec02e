import { type App, type BrowserWindow, dialog } from 'electron';

export interface QuitGuardOptions {
  readonly window: () => BrowserWindow | null;
  /** The name of the key whose secret would be lost; null when nothing would. */
  readonly wouldLose: () => string | null;
  /** What must be done before the app ends: awaited, and never in the way for longer than a few seconds. */
  readonly leave: () => Promise<void>;
}

const KEEP = 0;

async function isLossAccepted(window: BrowserWindow | null, keyName: string): Promise<boolean> {
  const question: Electron.MessageBoxOptions = {
    type: 'warning',
    message: `The secret key of ${keyName} has not been stored`,
    detail: 'It cannot be retrieved again after Keydesk has quit.',
    buttons: ['Go back', 'Quit and lose the secret key'],
    defaultId: KEEP,
    cancelId: KEEP,
    noLink: true,
  };
  const { response } = await (window ? dialog.showMessageBox(window, question) : dialog.showMessageBox(question));
  return response !== KEEP;
}

/** Makes closing this window quit the app, with its question. */
export type GuardClose = (window: BrowserWindow) => void;

/** SECURITY lines 21 and 22: quitting loses no secret without a question, and the clipboard is cleared before the end. */
export function guardQuit(app: App, { window, wouldLose, leave }: QuitGuardOptions): GuardClose {
  let state: 'running' | 'asking' | 'left' = 'running';

  const tryToLeave = async () => {
    const keyName = wouldLose();
    if (keyName !== null && !(await isLossAccepted(window(), keyName))) {
      state = 'running';
      return;
    }
    await leave();
    state = 'left';
    app.quit();
  };

  app.on('before-quit', (event) => {
    if (state === 'left') return;
    event.preventDefault();
    if (state === 'asking') return;
    state = 'asking';
    void tryToLeave();
  });

  // Closing the only window is quitting: asked first, while there is still something to go back to.
  return (window) => {
    window.on('close', (event) => {
      if (state === 'left' || process.platform === 'darwin') return;
      event.preventDefault();
      app.quit();
    });
  };
}
