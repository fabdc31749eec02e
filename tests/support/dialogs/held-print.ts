import { execFile } from 'node:child_process';
import type { ElectronApplication } from '@playwright/test';

export type PaperSize = 'A4' | 'Letter';

export interface HeldPrint {
  /** Resolves when the system's print dialog would open: the sheet as it would be printed on this paper. */
  readonly pdf: (size: PaperSize) => Promise<Buffer>;
  /** The properties of the window with the sheet. */
  readonly window: (addresses: readonly string[]) => Promise<{
    visible: boolean;
    url: string;
    preferences: Record<string, unknown>;
    persistent: boolean;
    storagePath: string | null;
    /** For each address, what a request in the window's session gets: a status, or `refused`. */
    reaches: Record<string, string>;
  }>;
  /** Prints or cancels in the dialog. */
  readonly end: (answer: 'print' | 'cancel') => Promise<void>;
}

/**
 * Holds the real app at the moment when the system's print dialog would be open. No test can drive that dialog, so only this last
 * step, `webContents.print`, is replaced.
 */
export async function holdPrint(app: ElectronApplication): Promise<HeldPrint> {
  await app.evaluate(({ app: electron }) => {
    const held = Promise.withResolvers<{ contents: Electron.WebContents; told: (ok: boolean, why: string) => void }>();
    Reflect.set(globalThis, 'heldPrint', held.promise);
    electron.once('web-contents-created', (_event, contents) => {
      contents.print = (_options, told) => held.resolve({ contents, told: (ok, why) => told?.(ok, why) });
    });
  });
  return {
    pdf: async (size) =>
      Buffer.from(
        await app.evaluate(async (_electron, pageSize) => {
          const { contents } = (await Reflect.get(globalThis, 'heldPrint')) as { contents: Electron.WebContents };
          return (await contents.printToPDF({ pageSize, printBackground: false })).toString('base64');
        }, size),
        'base64',
      ),
    window: (addresses) =>
      app.evaluate(async ({ BrowserWindow }, wanted) => {
        const { contents } = (await Reflect.get(globalThis, 'heldPrint')) as { contents: Electron.WebContents };
        const read: unknown = Reflect.get(contents, 'getLastWebPreferences');
        if (typeof read !== 'function') throw new Error('Electron no longer tells the preferences of a window.');
        const { session } = contents;
        const asked = wanted.map(async (url) => {
          const answer = await session.fetch(url).then(
            ({ status }) => String(status),
            () => 'refused',
          );
          return [url, answer] as const;
        });
        return {
          visible: BrowserWindow.fromWebContents(contents)?.isVisible() ?? true,
          url: contents.getURL(),
          preferences: JSON.parse(JSON.stringify(read.call(contents))),
          persistent: session.isPersistent(),
          storagePath: session.storagePath,
          reaches: Object.fromEntries(await Promise.all(asked)),
        };
      }, addresses),
    end: (answer) =>
      app.evaluate(async (_electron, wanted) => {
        const { told } = await Reflect.get(globalThis, 'heldPrint');
        told(wanted === 'print', wanted === 'print' ? '' : 'Print job canceled');
      }, answer),
  };
}

/** The first page of a PDF as a PNG in grey, as a laser printer prints it. The PDF goes through a pipe, never to disk. */
export function greyPictureOf(pdf: Buffer): Promise<Buffer> {
  const args = ['-gray', '-png', '-r', '110', '-singlefile', '-'];
  return new Promise((resolve, reject) => {
    const child = execFile('pdftoppm', args, { encoding: 'buffer', maxBuffer: 2 ** 25 }, (error, picture) =>
      error ? reject(error) : resolve(picture),
    );
    child.stdin?.end(pdf);
  });
}

/** The text of a PDF as poppler reads it, line by line. The file goes through a pipe, never to disk. */
export function textOfPdf(pdf: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile('pdftotext', ['-layout', '-', '-'], (error, text) =>
      error ? reject(error) : resolve(text),
    );
    child.stdin?.end(pdf);
  });
}
