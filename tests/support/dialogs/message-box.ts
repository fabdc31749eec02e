import type { ElectronApplication } from '@playwright/test';

/** A test cannot drive the system's message box. From now on this presses the button with that label in each box. */
export async function answerQuestion(app: ElectronApplication, label: string): Promise<void> {
  await app.evaluate(({ dialog }, wanted) => {
    Reflect.set(globalThis, 'questionAsked', '');
    dialog.showMessageBox = async (...given: unknown[]) => {
      const asked = given.at(-1) as Electron.MessageBoxOptions;
      Reflect.set(globalThis, 'questionAsked', `${asked.message} ${asked.detail}`);
      const response = asked.buttons?.indexOf(wanted) ?? -1;
      if (response < 0) throw new Error(`There is no button ${wanted}.`);
      return { response, checkboxChecked: false };
    };
  }, label);
}

/** The text of the last message box; empty if there was none since `answerQuestion`. */
export const questionAsked = (app: ElectronApplication): Promise<string> =>
  app.evaluate(() => Reflect.get(globalThis, 'questionAsked') as string);
