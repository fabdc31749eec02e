import type { IPreferencesImpl } from '../../bridge/generated/browser/keydesk.ts';
import type { Outcome } from '../basics/outcome.ts';
import type { ClipboardProblem } from '../clipboard/clipboard-guard.ts';
import type { Calls } from './bind-interface.ts';
import type { LeftViews } from './left-views.ts';
import type { Respond } from './respond.ts';
import type { SettingsKeeper } from './settings.ts';

export interface PreferencesHandlerOptions {
  readonly respond: Respond;
  readonly settings: SettingsKeeper;
  readonly leftPlaces: LeftViews;
  readonly copyDiagnostics: () => Promise<Outcome<null, ClipboardProblem>>;
}

export function preferencesHandler({
  respond,
  settings,
  leftPlaces,
  copyDiagnostics,
}: PreferencesHandlerOptions): Calls<IPreferencesImpl> {
  return {
    ChangeSettings: (change) => respond(() => settings.change(change)),
    RememberView: (account, place) => respond(() => leftPlaces.remember(account, place)),
    CopyDiagnostics: () => respond(copyDiagnostics),
  };
}
