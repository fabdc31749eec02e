import type { ElectronApplication } from '@playwright/test';

/** The system's file dialog cannot be driven by a test: the person in it chooses `file`, or null: cancels. */
export async function chooseInFileDialog(app: ElectronApplication, file: string | null): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = async () => ({ canceled: chosen === null, filePaths: chosen === null ? [] : [chosen] });
  }, file);
}

/** The same for a file that is saved: the person saves as `file`, or null: cancels. */
export async function saveInFileDialog(app: ElectronApplication, file: string | null): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = async (...given: unknown[]) => {
      Reflect.set(globalThis, 'saveAsked', given.at(-1));
      return { canceled: chosen === null, filePath: chosen ?? '' };
    };
  }, file);
}

/** What the last dialog for saving was told to do. */
export const saveAsked = (app: ElectronApplication): Promise<{ defaultPath: string; properties: string[] }> =>
  app.evaluate(() => Reflect.get(globalThis, 'saveAsked'));
