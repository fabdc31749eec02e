import { z } from 'zod';
import { type LastView, lastViewSchema } from '../../bridge/values/directory.ts';
import { judge } from '../basics/judge.ts';
import type { Outcome } from '../basics/outcome.ts';
import { type SettingsProblem, type StoredValue, writeStored } from '../basics/stored-value.ts';
import type { Accounts } from '../signin/account.ts';

/** Remembers over restarts which view each account had open. The view of an account is forgotten with the account. */
export function createLeftViews(
  store: StoredValue<Readonly<Record<string, LastView>>>,
  accounts: Pick<Accounts, 'list'>,
) {
  const places = readPlaces(store.read());

  return {
    of: (account: string): LastView | null => places.get(account) ?? null,
    remember(account: string, place: LastView): Outcome<null, SettingsProblem> {
      places.set(account, place);
      const lasting = accounts.list().filter(({ sample }) => !sample);
      const entries = lasting.flatMap(({ id }) => {
        const left = places.get(id);
        return left === undefined ? [] : [[id, left] as const];
      });
      return writeStored(store, Object.fromEntries(entries));
    },
  };
}

export type LeftViews = ReturnType<typeof createLeftViews>;

/** Each entry is checked by itself. An entry that does not fit is ignored. */
function readPlaces(stored: unknown): Map<string, LastView> {
  const all = judge(z.record(z.string(), z.unknown()), stored);
  return new Map(
    Object.entries(all.data ?? {}).flatMap(([account, value]) => {
      const place = judge(lastViewSchema, value);
      return place.success ? [[account, place.data] as const] : [];
    }),
  );
}
