import { defaultSettings, type Settings, type SettingsChange, settingsSchema } from '../../bridge/values/settings.ts';
import { judge } from '../basics/judge.ts';
import { createObservable } from '../basics/observable.ts';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import { reasonOf } from '../basics/reason-of.ts';
import type { SettingsProblem } from '../signin/account.ts';

export interface SettingsOptions {
  /** One value of electron-store; `write` may throw. */
  readonly store: { read(): unknown; write(value: Settings): void };
}

/** The person's preferences, checked when read: a single value that is not allowed falls back to its default. */
export function createSettings({ store }: SettingsOptions) {
  const { state, subscribe, change } = createObservable(readSettings(store.read()));

  return {
    state,
    subscribe,
    /** Saved before it counts; a failure changes nothing. */
    change(wanted: SettingsChange): Outcome<null, SettingsProblem> {
      const next = merge(state(), wanted);
      try {
        store.write(next);
      } catch (error) {
        return failed({ kind: 'settings-failed', reason: reasonOf(error) });
      }
      change(next);
      return success(null);
    },
  };
}

export type SettingsKeeper = ReturnType<typeof createSettings>;

/** `undefined` changes nothing. */
const merge = (settings: Settings, change: SettingsChange): Settings =>
  settingsSchema.parse({
    ...settings,
    ...Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)),
  });

function readSettings(stored: unknown): Settings {
  const entries = stored !== null && typeof stored === 'object' ? Object.entries(stored) : [];
  const good = entries.filter(([name, value]) => judge(settingsSchema.partial(), { [name]: value }).success);
  return merge(defaultSettings, Object.fromEntries(good));
}
