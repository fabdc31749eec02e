import { config } from 'zod';
import { utcTime } from '../basics/clock.ts';
import { type Outcome, success } from '../basics/outcome.ts';
import { printable, printableJson } from '../basics/printable.ts';
import { isSession, type StoredAccount } from '../signin/account.ts';
import { openStoredAccounts } from '../signin/stored-accounts.ts';
import type { CommandProblem } from './command-errors.ts';
import { readStoredList } from './stored-list.ts';
import { textTable } from './text-table.ts';

// Security line 38: see `keydesk.ts`.
config({ jitless: true });

/** The accounts that this computer remembers, in the order in which they were signed in. Accounts that are only in memory are left out. */
export async function readAccountList(
  file: string,
  now: number,
): Promise<Outcome<readonly ListedAccount[], CommandProblem>> {
  const content = await readStoredList(file, 'accounts');
  if (!content.ok) return content;
  const stored = openStoredAccounts({ read: () => content.value, write: () => {} });
  return success(stored.all().map((account) => listed(account, stored.current === account.id, now)));
}

type ListedAccount = ReturnType<typeof listed>;

/** An account for other programs. It holds no secret: its key and its token are in the keychain, which is not read here. */
function listed(account: StoredAccount, current: boolean, now: number) {
  const { displayName, userName, tenancyName, domain, region, endpoint, profile, signedInBy } = account;
  const times = isSession(account) ? account.signedInBy : { expires: null, renewableUntil: null };
  return {
    displayName,
    userName,
    tenancyName,
    domainName: domain?.name ?? null,
    region,
    endpoint,
    profile,
    signedInBy: signedInBy.kind,
    /** ISO 8601; null for an API key, which has no end. The window may have prolonged a session further since. */
    expires: times.expires,
    renewableUntil: times.renewableUntil,
    over: times.expires !== null && Date.parse(times.expires) <= now,
    current,
  };
}

export const accountsJson = (accounts: readonly ListedAccount[]): string =>
  `${printableJson(JSON.stringify(accounts, null, 2))}\n`;

const HEAD = ['', 'NAME', 'USER', 'TENANCY', 'REGION', 'SIGNED IN BY', 'UNTIL'];
const WAYS = {
  'file-key': 'API key of a file',
  'computer-key': 'API key of this computer',
  'browser-session': 'browser',
  'cli-session': 'session of the OCI CLI',
} as const;

/** For people: a star marks the account that the window uses. Empty where there are none. */
export function accountsTable(accounts: readonly ListedAccount[]): string {
  if (accounts.length === 0) return '';
  const rows = accounts.map((account) => [
    account.current ? '*' : '',
    printable(account.displayName),
    printable(account.userName),
    printable(account.tenancyName),
    account.region,
    WAYS[account.signedInBy],
    until(account),
  ]);
  return textTable(HEAD, rows);
}

const until = ({ expires, over }: ListedAccount) =>
  expires === null ? '-' : over ? 'over: sign in again' : utcTime(expires);
