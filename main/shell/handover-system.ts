import { join } from 'node:path';
import { failed } from '../basics/outcome.ts';
import { publicKeyFile } from './choose-file.ts';
import type { DialogGate } from './dialog-gate.ts';
import { createDrafts } from './open-draft.ts';
import { openPath } from './open-path.ts';
import { createSheetPrinter } from './print-sheet-window.ts';
import { sweepPrintTempFolders } from './print-temp-folder.ts';
import type { SystemDialogs } from './system-dialogs.ts';

export interface HandoverSystemOptions {
  readonly dialogs: SystemDialogs;
  readonly dialogGate: DialogGate;
  readonly profileFolder: string;
  /** Where the page's stylesheet and typefaces lie. */
  readonly rendererFolder: string;
}

const tooSoon = failed({ kind: 'no-mail-program', reason: 'another one has just been opened' } as const);

/** The dialogs and programs of the system that handing over needs. Also removes what they leave in the profile folder. */
export function createHandoverSystem(options: HandoverSystemOptions) {
  const { dialogs, dialogGate, profileFolder, rendererFolder } = options;
  const drafts = createDrafts({ folder: join(profileFolder, 'drafts'), openPath });
  const printer = createSheetPrinter(rendererFolder);
  return {
    chooseSavePath: dialogs.chooseSavePath,
    chooseKeyFile: () => dialogs.chooseFile(publicKeyFile),
    openDraft: (...draft: Parameters<typeof drafts.open>) => dialogGate.enter(() => drafts.open(...draft), tooSoon),
    emptyDrafts: drafts.empty,
    print: printer.print,
    cancelPrint: printer.cancel,
    sweepPrints: sweepPrintTempFolders,
  };
}
