import type { Session } from '../../bridge/generated/browser/keydesk.ts';
import type { VaultState } from '../../bridge/values/session.ts';
import { type News, type Observable, observe } from '../basics/observable.ts';
import { printableValue } from '../basics/printable.ts';
import type { Lock } from '../lock.ts';
import type { Account, Accounts } from '../signin/account.ts';
import type { ProxySignIn } from '../signin/proxy-sign-in.ts';
import { toFailure } from './failure-sentences.ts';
import type { LeftViews } from './left-views.ts';
import type { Notice } from './notice.ts';

export interface SessionOptions {
  readonly accounts: Accounts;
  readonly leftPlaces: LeftViews;
  readonly vault: { readonly state: VaultState; isWaiting(): boolean } & News<unknown>;
  readonly proxy: ProxySignIn;
  readonly lock: Lock;
  readonly notice: Notice;
}

/** Who is signed in, as the page shows it. */
export function createSession({
  accounts,
  leftPlaces,
  vault,
  proxy,
  lock,
  notice,
}: SessionOptions): Observable<Session> {
  const toAccount = (account: Account): Session['accounts'][number] => {
    const { id, displayName, userName, tenancyName, region, userOcid, profile, sample } = account;
    const domainName = account.domain?.name ?? null;
    const left = leftPlaces.of(id);
    const signedInBy = accounts.signedInBy(account);
    return { id, displayName, userName, tenancyName, domainName, region, userOcid, profile, signedInBy, sample, left };
  };

  return observe([lock, accounts, proxy, notice, vault], () => {
    // Security line 24: while Keydesk is locked, the page gets nothing else than that.
    const locked = lock.state();
    const problem = locked ? null : notice.state();
    return printableValue({
      accounts: locked ? [] : accounts.list().map(toAccount),
      current: locked ? null : (accounts.current()?.id ?? null),
      vault: { ...vault.state },
      keychainWaits: vault.isWaiting(),
      proxies: locked ? [] : proxy.state(),
      locked,
      notice: problem && toFailure(problem),
    });
  });
}
