import type { ElectronApplication } from '@playwright/test';

/** A test cannot drive the system's file dialog. This makes it choose `file`; null: cancel. */
export async function chooseInFileDialog(app: ElectronApplication, file: string | null): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = async () => ({ canceled: chosen === null, filePaths: chosen === null ? [] : [chosen] });
  }, file);
}

/** The options of a dialog for saving. */
interface SaveAsked {
  readonly defaultPath: string | undefined;
  readonly properties: readonly string[];
}

/** Makes the system's dialog for saving choose `file`; null: cancel. Gives a function that reads the options of the dialogs so far. */
export async function saveInFileDialog(
  app: ElectronApplication,
  file: string | null,
): Promise<() => Promise<readonly SaveAsked[]>> {
  const asked = await app.evaluateHandle(({ dialog }, chosen) => {
    const all: Electron.SaveDialogOptions[] = [];
    dialog.showSaveDialog = async (...given: unknown[]) => {
      all.push(given.at(-1) as Electron.SaveDialogOptions);
      return { canceled: chosen === null, filePath: chosen ?? '' };
    };
    return all;
  }, file);
  return () => asked.evaluate((all) => all.map(({ defaultPath, properties = [] }) => ({ defaultPath, properties })));
}

/** The dialog for saving stays open, and saves as `file` once the test calls the returned function. */
export async function holdFileDialog(app: ElectronApplication, file: string): Promise<() => Promise<void>> {
  const held = await app.evaluateHandle(({ dialog }, chosen) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    dialog.showSaveDialog = async () => {
      await promise;
      return { canceled: false, filePath: chosen };
    };
    return { release: resolve };
  }, file);
  return () => held.evaluate(({ release }) => release());
}
