import { success } from '../../../main/basics/outcome.ts';
import type { HandoverSystem } from '../../../main/handover/create-handing-over.ts';

/** The system's dialogs and programs, which a test cannot see: the person in them does what the test says, and looks at what came. */
export interface PlayedSystem extends HandoverSystem {
  /** Where the person saves; null: cancels. */
  saveAs: string | null;
  /** The file with a public key that they choose; null: cancel. */
  keyFile: string | null;
  /** What the system says instead of opening a draft; null: it opens it. */
  noMailProgram: string | null;
  /** What the dialog for saving has suggested. */
  readonly suggested: string[];
  readonly drafts: { readonly name: string; readonly eml: Buffer }[];
  /** Called while a dialog stands open. */
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
