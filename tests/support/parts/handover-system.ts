import { success } from '../../../main/basics/outcome.ts';
import type { HandoverSystem } from '../../../main/handover/create-handing-over.ts';

/** Stand-ins for the system's dialogs and programs, which a test cannot drive. They do what the test sets, and record what they get. */
export interface PlayedSystem extends HandoverSystem {
  /** The path to save as; null: cancel. */
  saveAs: string | null;
  /** The chosen file with a public key; null: cancel. */
  keyFile: string | null;
  /** The system's error when opening a draft; null: it opens the draft. */
  noMailProgram: string | null;
  /** The file names that the dialog for saving has suggested. */
  readonly suggested: string[];
  readonly drafts: { readonly name: string; readonly eml: Buffer }[];
  /** Called while a dialog is open. */
  onDialog: () => Promise<void> | void;
}

export function createPlayedSystem(): PlayedSystem {
  const system: PlayedSystem = {
    saveAs: null,
    keyFile: null,
    noMailProgram: null,
    suggested: [],
    drafts: [],
    onDialog: () => {},
    async chooseSavePath(suggestion) {
      system.suggested.push(suggestion);
      await system.onDialog();
      return system.saveAs;
    },
    async chooseKeyFile() {
      await system.onDialog();
      return system.keyFile;
    },
    async openDraft(name, eml) {
      if (system.noMailProgram !== null) {
        return { ok: false, problem: { kind: 'no-mail-program', reason: system.noMailProgram } };
      }
      system.drafts.push({ name, eml: Buffer.from(eml) });
      return success(null);
    },
    print: async () => success(null),
  };
  return system;
}
