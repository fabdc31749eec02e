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
    dialog.showSaveDialog = async () => ({ canceled: chosen === null, filePath: chosen ?? '' });
  }, file);
}
