import type { Session } from '../../bridge/generated/browser/keydesk.ts';
import type { VaultState } from '../../bridge/values/session.ts';
import { type News, type Observable, observe } from '../basics/observable.ts';
import { printableValue } from '../basics/printable.ts';
import type { Account, Accounts } from '../signin/account.ts';
import { toFailure } from './failure-sentences.ts';
import type { LeftViews } from './left-views.ts';
import type { Problem } from './problem.ts';
import { shownAccount } from './shown-account.ts';

interface SessionOptions {
  readonly accounts: Pick<Accounts, 'list' | 'current' | 'signedInBy' | 'subscribe'>;
  readonly leftPlaces: Pick<LeftViews, 'of'>;
  readonly vault: { readonly state: VaultState; isWaiting(): boolean } & News<unknown>;
  /** The proxies whose password is saved. */
  readonly proxy: Observable<readonly string[]>;
  readonly lock: Observable<boolean>;
  readonly notice: Observable<Problem | null>;
}

/** Who is signed in, as the page shows it. */
export function createSession(options: SessionOptions): Observable<Session> {
  const { accounts, leftPlaces, vault, proxy, lock, notice } = options;
  const shown = (account: Account) => shownAccount(account, accounts.signedInBy(account), leftPlaces.of(account.id));

  return observe([lock, accounts, proxy, notice, vault], () => {
    // Security line 24: while Keydesk is locked, the page gets only this and the state of the keychain, which unlocking needs.
    const locked = lock.state();
    const problem = locked ? null : notice.state();
    return printableValue({
      accounts: locked ? [] : accounts.list().map(shown),
      current: locked ? null : (accounts.current()?.id ?? null),
      vault: { ...vault.state },
      keychainWaits: vault.isWaiting(),
      proxies: locked ? [] : proxy.state(),
      locked,
      notice: problem && toFailure(problem),
    });
  });
}
