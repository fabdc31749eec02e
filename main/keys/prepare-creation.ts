import type { Owner, UserIdentity } from '../../bridge/values/directory.ts';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import type { OwnerAccess, ReachKeys } from '../directory/directory-contract.ts';
import type { KeyRecord, Listed, NewKey, UserRecord } from '../oracle/oracle-client.ts';
import type { OracleProblem } from '../oracle/oracle-problem.ts';
import type { PolicyRules } from '../policy/policy-rules.ts';
import { checkExpiry, checkKeyName, type ExpiryProblem, KEY_LIMIT } from './key-rules.ts';
import type { KeyProblem } from './keys.ts';

export type PrepareProblem =
  | KeyProblem
  | ExpiryProblem
  | { readonly kind: 'key-limit'; readonly limit: number; readonly names: readonly string[] };

/** All that is known and checked before a creation is written down. */
export interface Prepared {
  readonly owner: Owner;
  readonly ownerName: string;
  readonly ownerIdentity: UserIdentity;
  readonly access: OwnerAccess;
  readonly key: NewKey;
  /** Ids of the keys that the user has: none of them can be the new one. */
  readonly before: readonly string[];
}

/** What Oracle says of the owner of a key that is to be made. */
export interface LookedUp extends Pick<OwnerAccess, 'oracle' | 'ownerOcid'> {
  readonly keys: Outcome<Listed<KeyRecord>, OracleProblem>;
  readonly user: Outcome<UserRecord, OracleProblem>;
}

export async function lookUp(
  { api, oracle, owner: keyOwner, ownerOcid }: OwnerAccess,
  owner: Owner,
): Promise<LookedUp> {
  const isSelf = owner.kind === 'self' || keyOwner.kind === 'self';
  const [keys, user] = await Promise.all([api.listKeys(keyOwner), isSelf ? api.me() : api.getUser(owner.id)]);
  return { oracle, ownerOcid, keys, user };
}

/**
 * Checks what can be checked without changing anything: name, expiry, company policy, what the API offers, and the limit of two keys. The
 * key `instead` does not count toward the limit, since it is deleted first. `ahead`: the owner was looked up a moment ago.
 */
export async function prepareCreation(
  reach: ReachKeys,
  policy: PolicyRules,
  now: number,
  owner: Owner,
  wanted: NewKey,
  instead: string | null,
  ahead: LookedUp | null,
): Promise<Outcome<Prepared, PrepareProblem>> {
  const name = checkKeyName(wanted.name);
  if (!name.ok) return name;
  const expiresOn = checkExpiry(wanted.expiresOn, now);
  if (!expiresOn.ok) return expiresOn;
  const allowed = policy.checkNewKey({ name: name.value, expiresOn: expiresOn.value }, now);
  if (!allowed.ok) return allowed;
  const access = await reach(owner);
  if (!access.ok) return access;
  const { api, owner: keyOwner } = access.value;
  if ((wanted.description && !api.offers.description) || (wanted.expiresOn && !api.offers.expiry)) {
    return failed({ kind: 'not-offered' });
  }
  // The person may have switched accounts since.
  const isOfNow = ahead?.oracle === access.value.oracle && ahead.ownerOcid === access.value.ownerOcid;
  const { keys, user } = isOfNow ? ahead : await lookUp(access.value, owner);
  if (!keys.ok) return keys;
  if (keyOwner.kind === 'user' && user.ok && user.value.ocid !== keyOwner.ocid) {
    // The key would belong to another user than the one with this name.
    return failed({ kind: 'user-unknown', ocid: keyOwner.ocid, requestId: null });
  }
  const names = namesOf(user, access.value);
  if (!names.ok) return names;
  const { items, unreadable } = keys.value;
  const keyNames = [
    ...items.filter((key) => key.id !== instead).map((key) => key.name),
    ...Array.from({ length: unreadable }, () => 'one that Keydesk cannot read'),
  ];
  if (keyNames.length >= KEY_LIMIT) return failed({ kind: 'key-limit', limit: KEY_LIMIT, names: keyNames });
  const key = { name: name.value, description: wanted.description?.trim() || null, expiresOn: expiresOn.value };
  const before = items.map((known) => known.id);
  const { displayName: ownerName, userName } = names.value;
  const ownerIdentity = { userName, domainName: access.value.domain?.name ?? null };
  return success({ owner, ownerName, ownerIdentity, access: access.value, key, before });
}

/**
 * The classic API does not show a user of a domain that the caller may not see, not even to that user. So the names come from signing in.
 */
function namesOf(
  user: Outcome<UserRecord, OracleProblem>,
  { owner, account }: OwnerAccess,
): Outcome<Pick<UserRecord, 'displayName' | 'userName'>, OracleProblem> {
  return !user.ok && owner.kind === 'self' && user.problem.kind === 'not-found' ? success(account) : user;
}
