import { type PolicyName, policyNames } from '../../bridge/values/policy.ts';
import { defaultSettings, type Settings, type SettingsChange, settingsSchema } from '../../bridge/values/settings.ts';
import { judge } from '../basics/judge.ts';
import { createObservable, observe } from '../basics/observable.ts';
import { type Outcome, success } from '../basics/outcome.ts';
import { type SettingsProblem, type StoredValue, writeStored } from '../basics/stored-value.ts';
import type { Policy } from '../policy/policy.ts';
import type { Prescribed } from '../policy/policy-rules.ts';

/** The settings that a company may prescribe. */
const prescribable = policyNames.filter((name): name is PolicyName & keyof Settings => name in defaultSettings);

/**
 * The person's preferences, checked when read: a single value that is not allowed falls back to its default. A value that the company
 * prescribes replaces the person's own but is never stored, so the person's own comes back when the prescription is gone.
 */
export function createSettings(
  store: StoredValue<Settings>,
  policy: Pick<Policy, 'subscribe' | 'value' | 'checkSetting'>,
) {
  const own = createObservable(readSettings(store.read()));
  const { state, subscribe } = observe([own, policy], () => {
    const prescribed = prescribable.map((name) => [name, policy.value(name) ?? undefined] as const);
    return merge(own.state(), Object.fromEntries(prescribed));
  });

  return {
    state,
    subscribe,
    /** The change is saved before it takes effect; a failure changes nothing. */
    change(wanted: SettingsChange): Outcome<null, SettingsProblem | Prescribed> {
      for (const name of prescribable) {
        const allowed = wanted[name] === undefined ? success(null) : policy.checkSetting(name, wanted[name]);
        if (!allowed.ok) return allowed;
      }
      const free = Object.entries(wanted).filter(
        ([name]) => !prescribable.some((each) => each === name && policy.value(each) !== null),
      );
      const next = merge(own.state(), Object.fromEntries(free));
      const written = writeStored(store, next);
      if (written.ok) own.change(next);
      return written;
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
