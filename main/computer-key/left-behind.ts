import { type Outcome, success } from '../basics/outcome.ts';
import type { JournalProblem } from '../files/line-journal.ts';
import type { Account, Accounts } from '../signin/account.ts';
import type { KeyJournal } from './computer-key-journal.ts';

export interface LeftBehindOptions {
  readonly journal: KeyJournal;
  readonly accounts: Pick<Accounts, 'list'>;
  readonly restsIn: () => 'keychain' | 'memory';
  readonly clock: { readonly now: () => number };
  readonly newId: () => string;
}

/**
 * A new key takes the place of the one that this computer has for the same user, whose private half goes with that. Writes down,
 * before it happens, that the key at Oracle is of no use then: the next look tells the user of it.
 */
export async function noteLeftBehind(
  { journal, accounts, restsIn, clock, newId }: LeftBehindOptions,
  fingerprint: string,
  { tenancyOcid, userOcid, endpoint }: Pick<Account, 'tenancyOcid' | 'userOcid' | 'endpoint'>,
): Promise<Outcome<null, JournalProblem>> {
  const before = accounts
    .list()
    .find(
      (each) =>
        each.signedInBy.kind === 'computer-key' &&
        each.tenancyOcid === tenancyOcid &&
        each.userOcid === userOcid &&
        each.endpoint === endpoint,
    );
  if (before === undefined || before.fingerprint === fingerprint) return success(null);
  const about = { v: 1, operation: newId(), at: new Date(clock.now()).toISOString() } as const;
  const account = { tenancyOcid, userOcid, endpoint, sample: before.sample };
  const key = { fingerprint: before.fingerprint, account, old: null, vault: restsIn() };
  const begun = await journal.add({ ...about, type: 'begun', purpose: 'set-up', ...key });
  return begun.ok ? journal.add({ ...about, type: 'abandoned' }) : begun;
}
