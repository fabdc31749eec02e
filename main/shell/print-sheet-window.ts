import { app, BrowserWindow, type Session, session } from 'electron';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import type { PrintProblem } from '../basics/print-problem.ts';
import { reasonOf } from '../basics/reason-of.ts';
import { fileOf } from './app-files.ts';
import { APP_ORIGIN, APP_SCHEME } from './app-origin.ts';
import { respond } from './app-protocol.ts';
import { blockNavigation } from './block-navigation.ts';
import { blockNewWindows } from './block-new-windows.ts';
import { denyPermissions } from './deny-permissions.ts';
import { openPrintTempFolder } from './print-temp-folder.ts';
import { SHEET_POLICY, sheetStyles } from './sheet-styles.ts';
import { silenceCalls, silenceRendererNetwork } from './silence-renderer-network.ts';
import { webPreferences } from './web-preferences.ts';

type Printed = Outcome<null, PrintProblem>;

const HEADERS = { 'cache-control': 'no-store', 'content-security-policy': SHEET_POLICY };
const SHEET = `${APP_ORIGIN}/sheet.html`;

const unprinted = (reason: string): Printed => failed({ kind: 'print-failed', reason });

/** Chromium says "Print job canceled" when the person cancelled, and something else for a failure. */
const outcomeOf = (isPrinted: boolean, reason: string): Printed => {
  if (isPrinted) return success(null);
  return /cancell?ed/i.test(reason) ? failed({ kind: 'print-cancelled' }) : unprinted(reason);
};

/**
 * Prints an HTML document that exists in memory only, through the system's dialog. Its page has a session of its own without
 * disk, cache or network. The page can load the document and our stylesheets from `root`, with their typefaces, and nothing else.
 * It has no scripts and no preload. The window is never seen, and closes after the dialog.
 */
export function createSheetPrinter(root: string) {
  let sheet: Buffer | null = null;
  let shown: BrowserWindow | null = null;
  let apart: Session | null = null;

  /** Security line 26. Without `persist:` a session is kept in memory. */
  const openSession = () => {
    const opened = session.fromPartition('sheet', { cache: false });
    denyPermissions(opened);
    silenceRendererNetwork(opened);
    opened.protocol.handle(APP_SCHEME, async ({ url }) => {
      if (url === SHEET && sheet) return respond(200, new Uint8Array(sheet), 'text/html; charset=utf-8', HEADERS);
      const file = fileOf(root, url);
      const styles = file?.endsWith('.css') ? await sheetStyles(file).catch(() => null) : null;
      if (styles === null) return respond(404, 'Not found', 'text/plain', HEADERS);
      return respond(200, styles, 'text/css; charset=utf-8', HEADERS);
    });
    return opened;
  };

  const openWindow = (session: Session) => {
    const { preload: _, ...safe } = webPreferences('', app.isPackaged);
    const webPreferencesApart = { ...safe, session, javascript: false, devTools: false, images: false };
    const window = new BrowserWindow({ show: false, title: 'Keydesk', webPreferences: webPreferencesApart });
    blockNavigation(window.webContents);
    blockNewWindows(window.webContents, () => {});
    silenceCalls(window.webContents);
    return window;
  };

  const printPage = (window: BrowserWindow) =>
    new Promise<Printed>((resolve) => {
      window.webContents.once('render-process-gone', (_event, { reason }) =>
        resolve(unprinted(`the page ended: ${reason}`)),
      );
      window.once('closed', () => resolve(failed({ kind: 'print-cancelled' })));
      const options = { silent: false, printBackground: false, color: false, copies: 1 };
      window.webContents.print(options, (isPrinted, reason) => resolve(outcomeOf(isPrinted, reason)));
    });

  async function printOnce(): Promise<Printed> {
    apart ??= openSession();
    const closeTempFolder = openPrintTempFolder();
    if (closeTempFolder === null) return failed({ kind: 'print-needs-memory' });
    let window: BrowserWindow | null = null;
    try {
      window = openWindow(apart);
      shown = window;
      await window.loadURL(SHEET);
      return await printPage(window);
    } finally {
      shown = null;
      closeTempFolder();
      if (window?.isDestroyed() === false) window.destroy();
    }
  }

  async function print(html: string): Promise<Printed> {
    if (sheet) return failed({ kind: 'print-busy' });
    sheet = Buffer.from(html);
    try {
      return await printOnce();
    } catch (error) {
      return unprinted(reasonOf(error));
    } finally {
      sheet.fill(0);
      sheet = null;
    }
  }

  return {
    print,
    /**
     * Closes an open dialog as if the person had cancelled it: the dialog closes with its window (measured, GTK). A sheet that was already
     * sent to the printer is printed.
     */
    cancel: () => shown?.destroy(),
  };
}
