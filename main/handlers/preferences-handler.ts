import type { IPreferencesImpl } from '../../bridge/generated/browser/keydesk.ts';
import { type Answer, nothing } from './answer.ts';
import type { SettingsKeeper } from './settings.ts';

export interface PreferencesHandlerOptions {
  readonly answer: Answer;
  readonly settings: SettingsKeeper;
}

export function preferencesHandler({ answer, settings }: PreferencesHandlerOptions): IPreferencesImpl {
  return {
    getInitialSettingsState: () => ({ ...settings.current() }),
    ChangeSettings: (change) => answer(() => settings.change(change), nothing),
  };
}
