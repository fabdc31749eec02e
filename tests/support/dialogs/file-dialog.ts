import type { ElectronApplication } from '@playwright/test';

/** The system's file dialog cannot be driven by a test: the person in it chooses `file`, or null: cancels. */
export async function chooseInFileDialog(app: ElectronApplication, file: string | null): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = async () => ({ canceled: chosen === null, filePaths: chosen === null ? [] : [chosen] });
  }, file);
}

/** What a dialog for saving was told to do. */
interface SaveAsked {
  readonly defaultPath: string | undefined;
  readonly properties: readonly string[];
}

/** The same for a file that is saved: the person saves as `file`, or null: cancels. Gives what they have been asked so far. */
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

/** The person takes their time in the dialog for saving, and saves as `file` once the test calls what this gives. */
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
