import { z } from 'zod';
import { judge } from '../basics/judge.ts';
import { type Outcome, success } from '../basics/outcome.ts';
import { reasonOf } from '../basics/reason-of.ts';
import { type SettingsProblem, writeStored } from '../basics/stored-value.ts';
import { type AccountStore, MOST_ACCOUNTS, type StoredAccount, storedAccountSchema } from './account.ts';

const fileSchema = z.object({ accounts: z.array(z.unknown()), current: z.string().nullable() });

/**
 * The account metadata on the disk: read now, and written from then on. Each entry is checked by itself. An entry that does not fit (from a
 * newer Keydesk, or edited by hand) is not used, but written back unchanged, since its key is still in the vault.
 */
export function openStoredAccounts(store: AccountStore) {
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
    const written = writeStored(store, { accounts: [...next.values(), ...unreadable], current: nextCurrent });
    if (!written.ok) return written;
    accounts = next;
    current = nextCurrent;
    return written;
  }

  const lost = `${unreadable.length} stored ${unreadable.length === 1 ? 'account' : 'accounts'} could not be read`;
  const unread: SettingsProblem = { kind: 'settings-failed', reason: lost };
  return {
    problem: problem ?? (unreadable.length === 0 ? null : unread),
    /** The current account when the app was last used. */
    current: content.current,
    all: () => [...accounts.values()],
    find: (id: string) => accounts.get(id) ?? null,
    /** Writes the list with the account added or replaced. On failure the list stays as it was. */
    put: (account: StoredAccount, wanted: string | null) => write(new Map(accounts).set(account.id, account), wanted),
    remove(id: string, wanted: string | null) {
      const next = new Map(accounts);
      return next.delete(id) ? write(next, wanted) : success(null);
    },
    /** Remembers which account was used last; an id that is not stored is not remembered. */
    setCurrent: (wanted: string) =>
      wanted === current || !accounts.has(wanted) ? success(null) : write(accounts, wanted),
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
    return { content: empty, problem: { kind: 'settings-failed', reason: reasonOf(error) } };
  }
}
