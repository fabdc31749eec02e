import type { Owner } from '../../bridge/values/directory.ts';
import type { KeyListing, KeyStatus, SettableStatus } from '../../bridge/values/keys.ts';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import type { OwnerAccess, ReachKeys } from '../directory/directory-contract.ts';
import type { JournalProblem } from '../files/line-journal.ts';
import { atMost } from '../oracle/listed.ts';
import type { KeyRecord } from '../oracle/oracle-client.ts';
import type { PolicyRules, Prescribed } from '../policy/policy-rules.ts';
import { isMadeBy, type SecretProblem, type Secrets } from '../secret/secret-contract.ts';
import type { ReachProblem } from '../signin/reach-problem.ts';
import { withoutTag } from './creation-tag.ts';
import type { KeyHistory } from './key-history.ts';
import { checkKeyName, KEY_LIMIT, type NameProblem } from './key-rules.ts';

/** The most keys that one list shows. Oracle allows two. */
const MOST_KEYS = 1000;
/** The most handovers of one key that the page takes: the last ones. */
const MOST_HANDOVERS = 1000;

export type KeyProblem =
  | Prescribed
  | ReachProblem
  | NameProblem
  | { readonly kind: 'not-offered' }
  /** A change of the status was not sent, since it could not be written down. */
  | JournalProblem;

/** The key was made with another account than the current one. */
export type MadeByAnother = { readonly kind: 'made-by-another-account'; readonly keyName: string };

interface KeysOptions {
  readonly directory: { readonly usersAndKeys: ReachKeys };
  readonly policy: PolicyRules;
  readonly history: Pick<KeyHistory, 'of' | 'addStatus' | 'statusOf'>;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly secrets: Pick<Secrets, 'lend' | 'close'>;
  /** Called one after another when a key has been deleted. Its access key is null if Keydesk never listed it. */
  readonly followers: readonly {
    keyDeleted(keyId: string, accessKey: string | null, domainId: string | null): Promise<void>;
  }[];
  /** Called when a key was deactivated, or activated again. */
  readonly onStatus: (domainId: string | null, keyId: string, status: SettableStatus) => void;
}

/** Customer secret keys of one owner: what can be done with them once they exist. */
export function createKeys({ directory, policy, history, now, secrets, followers, onStatus }: KeysOptions) {
  const reach = directory.usersAndKeys;
  /** The access keys of all keys that were listed, by the id with which a key is deleted. */
  const accessKeys = new Map<string, string>();

  const statusOf = async (key: KeyRecord): Promise<KeyStatus> => {
    if (key.state === 'DELETING') return { kind: 'deleting' };
    if (key.expires !== null && Date.parse(key.expires) <= now()) return { kind: 'expired' };
    if (key.state !== null) return { kind: 'reported', status: key.state };
    const known = await history.statusOf(key.id);
    return known.ok && known.value !== null ? { kind: 'set-here', ...known.value } : { kind: 'unreported' };
  };

  async function remove({ api, owner, domain }: OwnerAccess, keyId: string): Promise<Outcome<null, KeyProblem>> {
    const answer = await api.deleteKey(owner, keyId);
    if (!answer.ok) return answer;
    for (const follower of followers) {
      await follower.keyDeleted(keyId, accessKeys.get(keyId) ?? null, domain?.id ?? null);
    }
    return answer;
  }

  return {
    /** The owner's keys, newest last. */
    async list(owner: Owner, signal?: AbortSignal): Promise<Outcome<KeyListing, KeyProblem>> {
      const access = await reach(owner, signal);
      if (!access.ok) return access;
      const { api, owner: keyOwner } = access.value;
      const answer = await api.listKeys(keyOwner, signal);
      if (!answer.ok) return answer;
      const { items, unreadable } = atMost(answer.value, MOST_KEYS);
      for (const { id, accessKey } of items) accessKeys.set(id, accessKey);
      const byAge = items.toSorted((a, b) => (a.created ?? '').localeCompare(b.created ?? ''));
      const describe = async ({ state: _, ...key }: KeyRecord, status: KeyStatus) => ({
        ...key,
        description: withoutTag(key.description),
        status,
        history: (await history.of(key.accessKey)).slice(-MOST_HANDOVERS),
      });
      const keys = await Promise.all(byAge.map(async (key) => describe(key, await statusOf(key))));
      return success({ keys, unreadable, limit: KEY_LIMIT, offers: api.offers });
    },

    async rename(owner: Owner, keyId: string, name: string): Promise<Outcome<null, KeyProblem>> {
      const checked = checkKeyName(name);
      if (!checked.ok) return checked;
      const allowed = policy.checkKeyName(checked.value);
      if (!allowed.ok) return allowed;
      const access = await reach(owner);
      if (!access.ok) return access;
      return access.value.api.renameKey(access.value.owner, keyId, checked.value);
    },

    /** Deactivates or reactivates; `not-offered` by the classic API. */
    async setStatus(owner: Owner, keyId: string, status: SettableStatus): Promise<Outcome<null, KeyProblem>> {
      const access = await reach(owner);
      if (!access.ok) return access;
      const { account, api, owner: keyOwner, domain } = access.value;
      if (!api.offers.status) return failed({ kind: 'not-offered' });
      const at = new Date(now()).toISOString();
      const known = await history.statusOf(keyId);
      // If the program dies before the answer is written down, or the answer is lost, the status is shown as not reported.
      const noted = await history.addStatus(keyId, { status: null, at }, account.sample);
      // The history could not be written, so Keydesk would go on showing the status before. So the change is sent only if the status before
      // is the same, or unknown.
      if (!noted.ok && (!known.ok || (known.value !== null && known.value.status !== status))) return noted;
      const answer = await api.setKeyStatus(keyOwner, keyId, status);
      const isKnown = answer.ok || answer.problem.delivery !== 'unknown';
      const before = known.ok ? known.value : null;
      const set = answer.ok ? { status, at: new Date(now()).toISOString() } : before;
      // If this cannot be written, the status stays not reported, as after a lost answer.
      if (isKnown && set !== null) await history.addStatus(keyId, set, account.sample);
      if (!answer.ok) return answer;
      onStatus(domain?.id ?? null, keyId, status);
      return answer;
    },

    async remove(owner: Owner, keyId: string): Promise<Outcome<null, KeyProblem>> {
      const access = await reach(owner);
      return access.ok ? remove(access.value, keyId) : access;
    },

    /** Deletes the key whose secret is open, then closes the secret. If the key cannot be deleted, the secret stays open. */
    async removeOpen(handle: string): Promise<Outcome<null, KeyProblem | SecretProblem | MadeByAnother>> {
      const lent = await secrets.lend(handle, (_secret, open) => open);
      if (!lent.ok) return lent;
      const { keyId, keyName, home } = lent.value;
      if (home.owner === null) return failed({ kind: 'made-by-another-account', keyName });
      const access = await reach(home.owner);
      if (!access.ok) return access;
      if (!isMadeBy(access.value.account, home)) return failed({ kind: 'made-by-another-account', keyName });
      const removed = await remove(access.value, keyId);
      return removed.ok ? secrets.close(handle, true) : removed;
    },
  };
}

export type Keys = ReturnType<typeof createKeys>;
