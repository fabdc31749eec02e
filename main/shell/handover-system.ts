import { join } from 'node:path';
import type { BrowserWindow } from 'electron';
import { chooseFile, publicKeyFile } from './choose-file.ts';
import { chooseSavePath } from './choose-save-path.ts';
import { createDrafts } from './open-draft.ts';
import { openPath } from './open-path.ts';
import { createSheetPrinter } from './print-sheet-window.ts';
import { sweepPrintTempFolders } from './print-temp-folder.ts';

export interface HandoverSystemOptions {
  readonly window: () => BrowserWindow | null;
  readonly profileFolder: string;
  /** Where the page's stylesheet and typefaces lie. */
  readonly rendererFolder: string;
}

/** The dialogs and programs of the system that handing over needs, and the end of what they leave in the profile folder. */
export function createHandoverSystem({ window, profileFolder, rendererFolder }: HandoverSystemOptions) {
  const drafts = createDrafts({ folder: join(profileFolder, 'drafts'), openPath });
  const printer = createSheetPrinter(rendererFolder);
  return {
    chooseSavePath: (suggestion: string) => chooseSavePath(window(), suggestion),
    chooseKeyFile: () => chooseFile(window(), publicKeyFile),
    openDraft: drafts.open,
    emptyDrafts: drafts.empty,
    print: printer.print,
    cancelPrint: printer.cancel,
    sweepPrints: sweepPrintTempFolders,
  };
}
