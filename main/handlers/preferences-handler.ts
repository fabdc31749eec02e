import type { IPreferencesImpl } from '../../bridge/generated/browser/keydesk.ts';
import type { ClipboardProblem } from '../clipboard/clipboard-guard.ts';
import type { Outcome } from '../outcome.ts';
import { type Answer, nothing } from './answer.ts';
import type { SettingsKeeper } from './settings.ts';

export interface PreferencesHandlerOptions {
  readonly answer: Answer;
  readonly settings: SettingsKeeper;
  readonly copyDiagnostics: () => Promise<Outcome<null, ClipboardProblem>>;
}

export function preferencesHandler({ answer, settings, copyDiagnostics }: PreferencesHandlerOptions): IPreferencesImpl {
  return {
    getInitialSettingsState: () => ({ ...settings.current() }),
    ChangeSettings: (change) => answer(() => settings.change(change), nothing),
    CopyDiagnostics: () => answer(copyDiagnostics, nothing),
  };
}
