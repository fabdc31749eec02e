import type { LastView } from '../../bridge/values/directory.ts';
import type { Account as ShownAccount, SignedInBy } from '../../bridge/values/session.ts';
import type { Account } from '../signin/account.ts';

/** An account as the page shows it. `signedInBy`: as it is now. `left`: its last view. */
export function shownAccount(account: Account, signedInBy: SignedInBy, left: LastView | null): ShownAccount {
  const { id, displayName, userName, tenancyName, region, userOcid, profile, sample } = account;
  const domainName = account.domain?.name ?? null;
  return { id, displayName, userName, tenancyName, domainName, region, userOcid, profile, signedInBy, sample, left };
}
