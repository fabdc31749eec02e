import { config } from 'zod';
import type { Session } from '../bridge/values/session.ts';
import { createLeftViews } from './handlers/left-views.ts';
import { shownAccount } from './handlers/shown-account.ts';
import { isSession } from './signin/account.ts';
import { readSavedNames } from './signin/proxy-sign-in.ts';
import { stateAtStart } from './signin/session-keeper.ts';
import { shownSignIn, timesOf } from './signin/session-times.ts';
import { openStoredAccounts } from './signin/stored-accounts.ts';

// Security line 38: see `keydesk.ts`, which is loaded after this file.
config({ jitless: true });

/** The content of three files of the profile folder; undefined: there is no such file. */
export interface StoredSession {
  readonly accounts: unknown;
  readonly leftViews: unknown;
  readonly proxies: unknown;
}

export type KnownSession = Pick<Session, 'accounts' | 'current' | 'proxies'>;

/** Who has signed in, as `createSession` will give it later. Null: an account could not be read, and the person must be told. */
export function knownSession(stored: StoredSession, now: number): KnownSession | null {
  const file = openStoredAccounts({ read: () => stored.accounts, write: () => {} });
  if (file.problem !== null) return null;
  const leftViews = createLeftViews({ read: () => stored.leftViews, write: () => {} }, { list: () => [] });
  const accounts = file.all().map((known) => {
    const account = { ...known, sample: false };
    const session = isSession(account) ? stateAtStart(timesOf(account.signedInBy), now) : null;
    return shownAccount(account, shownSignIn(account, session), leftViews.of(account.id));
  });
  const current = accounts.some(({ id }) => id === file.current) ? file.current : null;
  return { accounts, current, proxies: readSavedNames(stored.proxies) };
}
