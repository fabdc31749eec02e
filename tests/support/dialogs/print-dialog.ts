import type { ElectronApplication } from '@playwright/test';

/** A test cannot drive the system's print dialog. From now on this prints or cancels in it. */
export async function answerPrintDialog(app: ElectronApplication, answer: 'print' | 'cancel'): Promise<void> {
  await app.evaluate(({ app: electron }, wanted) => {
    const isThere = Reflect.has(globalThis, 'printAnswer');
    Reflect.set(globalThis, 'printAnswer', wanted);
    if (isThere) return;
    electron.on('web-contents-created', (_event, contents) => {
      contents.print = (_options, told) => {
        const isPrinted = Reflect.get(globalThis, 'printAnswer') === 'print';
        told?.(isPrinted, isPrinted ? '' : 'Print job canceled');
      };
    });
  }, answer);
}
