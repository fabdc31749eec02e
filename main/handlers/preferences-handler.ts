import type { IPreferencesImpl } from '../../bridge/generated/browser/keydesk.ts';
import type { ClipboardProblem } from '../clipboard/clipboard-guard.ts';
import type { Outcome } from '../outcome.ts';
import { type Answer, nothing } from './answer.ts';
import type { Calls } from './bind-interface.ts';
import type { LeftPlaces } from './left-places.ts';
import type { SettingsKeeper } from './settings.ts';

export interface PreferencesHandlerOptions {
  readonly answer: Answer;
  readonly settings: SettingsKeeper;
  readonly leftPlaces: LeftPlaces;
  readonly copyDiagnostics: () => Promise<Outcome<null, ClipboardProblem>>;
}

export function preferencesHandler({
  answer,
  settings,
  leftPlaces,
  copyDiagnostics,
}: PreferencesHandlerOptions): Calls<IPreferencesImpl> {
  return {
    ChangeSettings: (change) => answer(() => settings.change(change), nothing),
    RememberPlace: (account, place) => answer(() => leftPlaces.remember(account, place), nothing),
    CopyDiagnostics: () => answer(copyDiagnostics, nothing),
  };
}
