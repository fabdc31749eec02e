import type { BrowserWindow } from 'electron';
import type { Question } from '../basics/question.ts';
import { askPerson } from './ask-person.ts';
import { chooseFile, type WantedFile } from './choose-file.ts';
import { chooseSavePath } from './choose-save-path.ts';
import type { DialogGate } from './dialog-gate.ts';

export interface SystemDialogs {
  /** Null when the person cancels. */
  chooseFile(wanted: WantedFile): Promise<string | null>;
  /** Null when the person cancels. */
  chooseSavePath(suggestion: string): Promise<string | null>;
  /** True when the person goes ahead. */
  ask(question: Question): Promise<boolean>;
}

/** The system's dialogs as a page may ask for them: what the gate refuses counts as cancelled. */
export function createSystemDialogs(window: () => BrowserWindow | null, gate: DialogGate): SystemDialogs {
  return {
    chooseFile: (wanted) => gate.enter(() => chooseFile(window(), wanted), null),
    chooseSavePath: (suggestion) => gate.enter(() => chooseSavePath(window(), suggestion), null),
    ask: (question) => gate.enter(() => askPerson(window(), question), false),
  };
}
