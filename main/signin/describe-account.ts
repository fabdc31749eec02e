import type { JudgedAccount } from '../policy/policy-rules.ts';
import { type Account, type HomeDomain, isSameUser, isSession, type StoredAccount } from './account.ts';
import type { KindOfAccount } from './key-ring.ts';
import type { ProvenUser } from './prove-user.ts';

/** The account of a user whom the service has accepted. */
export function describeAccount(
  facts: Pick<StoredAccount, 'id' | 'signedInAt' | 'vaultKind'>,
  { claim, signedInBy, identityUrl, tenancyName, user, domain }: ProvenUser,
  domainBefore: HomeDomain | null,
): StoredAccount {
  const { tenancyOcid, userOcid, fingerprint, endpoint } = claim;
  // The service may send any text as a name; an empty one is no name.
  const label = (...names: (string | null | undefined)[]) =>
    (names.find((name) => name?.trim()) ?? claim.name).slice(0, 512);
  return {
    ...facts,
    profile: claim.name,
    signedInBy,
    tenancyOcid,
    tenancyName: label(tenancyName, tenancyOcid),
    userOcid,
    userName: label(user?.userName, userOcid),
    displayName: label(user?.displayName, user?.userName),
    domain: domain.ok ? domain.value : domainBefore,
    fingerprint,
    region: claim.region.id,
    identityUrl,
    endpoint,
  };
}

/**
 * The account that a sign-in renews. For a key of a file: the account with the same key, since a user may have several. For a session or
 * this computer's own key: the same user's account of that kind. This computer's own key also replaces the user's session.
 */
export function accountBefore(accounts: readonly Account[], { claim, signedInBy }: ProvenUser, sample: boolean) {
  const ofUser = accounts.filter((account) => account.sample === sample && isSameUser(account, claim));
  const ofKind = (wanted: (account: Account) => boolean) => ofUser.find(wanted);
  switch (signedInBy.kind) {
    case 'file-key':
      return ofKind((each) => each.signedInBy.kind === 'file-key' && each.fingerprint === claim.fingerprint);
    case 'computer-key':
      return ofKind((each) => each.signedInBy.kind === 'computer-key') ?? ofKind(isSession);
    default:
      return ofKind(isSession);
  }
}

/** The facts of an account that policies judge. */
export const judged = ({ tenancyOcid, region, signedInBy, sample }: Account): JudgedAccount => ({
  tenancyOcid,
  region,
  method: signedInBy.kind,
  sample,
});

export function kindOf(account: Account | undefined): KindOfAccount {
  if (account === undefined) return 'key';
  if (account.sample) return 'sample';
  return isSession(account) ? 'session' : 'key';
}
