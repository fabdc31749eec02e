import { z } from 'zod';
import { judge } from '../basics/judge.ts';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import { reasonOf } from '../basics/reason-of.ts';
import {
  type AccountStore,
  MOST_ACCOUNTS,
  type SettingsProblem,
  type StoredAccount,
  storedAccountSchema,
} from './account.ts';

/** The account metadata on the disk: read at the start, and written from then on. */
interface StoredAccounts {
  readonly problem: SettingsProblem | null;
  /** The current account when the app was last used. */
  readonly current: string | null;
  all(): readonly StoredAccount[];
  find(id: string): StoredAccount | null;
  /** Writes the list with the account added or replaced. On failure the list stays as it was. */
  put(account: StoredAccount, current: string | null): Outcome<null, SettingsProblem>;
  remove(id: string, current: string | null): Outcome<null, SettingsProblem>;
  /** Remembers which account was used last; an id that is not stored is not remembered. */
  setCurrent(current: string): Outcome<null, SettingsProblem>;
}

const fileSchema = z.object({ accounts: z.array(z.unknown()), current: z.string().nullable() });

/**
 * Reads what is stored, each entry checked by itself. An entry that does not fit (from a newer Keydesk, or edited by hand) is not used, but
 * written back unchanged, since its key is still in the vault.
 */
export function openStoredAccounts(store: AccountStore): StoredAccounts {
  const { content, problem } = readAll(store);
  const unreadable: unknown[] = [];
  let accounts = new Map<string, StoredAccount>();
  for (const entry of content.accounts) {
    const account = judge(storedAccountSchema, entry);
    if (account.success && !accounts.has(account.data.id) && accounts.size < MOST_ACCOUNTS)
      accounts.set(account.data.id, account.data);
    else unreadable.push(entry);
  }
  let current = content.current;

  function write(next: Map<string, StoredAccount>, wanted: string | null): Outcome<null, SettingsProblem> {
    const nextCurrent = [wanted, current].find((id) => id !== null && next.has(id)) ?? null;
    try {
      store.write({ accounts: [...next.values(), ...unreadable], current: nextCurrent });
    } catch (error) {
      return failed(settingsFailed(error));
    }
    accounts = next;
    current = nextCurrent;
    return success(null);
  }

  const lost = `${unreadable.length} stored ${unreadable.length === 1 ? 'account' : 'accounts'} could not be read`;
  return {
    problem: problem ?? (unreadable.length === 0 ? null : { kind: 'settings-failed', reason: lost }),
    current: content.current,
    all: () => [...accounts.values()],
    find: (id) => accounts.get(id) ?? null,
    put: (account, wanted) => write(new Map(accounts).set(account.id, account), wanted),
    remove(id, wanted) {
      const next = new Map(accounts);
      return next.delete(id) ? write(next, wanted) : success(null);
    },
    setCurrent: (wanted) => (wanted === current || !accounts.has(wanted) ? success(null) : write(accounts, wanted)),
  };
}

function readAll(store: AccountStore): { content: z.infer<typeof fileSchema>; problem: SettingsProblem | null } {
  const empty = { accounts: [], current: null };
  try {
    const stored = store.read();
    if (stored === undefined) return { content: empty, problem: null };
    const content = judge(fileSchema, stored);
    if (content.success) return { content: content.data, problem: null };
    return {
      content: empty,
      problem: { kind: 'settings-failed', reason: 'the stored accounts are not in a form that Keydesk knows' },
    };
  } catch (error) {
    return { content: empty, problem: settingsFailed(error) };
  }
}

const settingsFailed = (error: unknown): SettingsProblem => ({
  kind: 'settings-failed',
  reason: reasonOf(error),
});
