import type { ReachKeys } from '../directory/directory-contract.ts';
import { failed, type Outcome } from '../outcome.ts';
import type { SecretGone, SecretProblem, Secrets } from '../secret/secret-contract.ts';
import type { KeyProblem, Keys } from './keys.ts';

/** The key was made with another account than the current one. */
export type MadeByAnother = { readonly kind: 'made-by-another-account'; readonly keyName: string };

export interface DeleteOpenKeyOptions {
  readonly secrets: Pick<Secrets, 'lend' | 'close'>;
  readonly reach: ReachKeys;
  readonly keys: Pick<Keys, 'remove'>;
}

/** Deletes the key whose secret is open, then closes the secret. Where the key cannot be deleted, the secret stays open. */
export function createDeleteOpenKey({ secrets, reach, keys }: DeleteOpenKeyOptions) {
  return async function deleteOpenKey(
    handle: string,
  ): Promise<Outcome<null, KeyProblem | SecretGone | SecretProblem | MadeByAnother>> {
    const lent = await secrets.lend(handle, (_secret, open) => open);
    if (!lent.ok) return lent;
    const { keyId, keyName, home } = lent.value;
    if (home.owner === null) return failed({ kind: 'made-by-another-account', keyName });
    const access = await reach(home.owner);
    if (!access.ok) return access;
    const { tenancyOcid, userOcid, sample } = access.value.account;
    const maker = home.account;
    const isMaker = maker?.tenancyOcid === tenancyOcid && maker.userOcid === userOcid && maker.sample === sample;
    if (!isMaker) return failed({ kind: 'made-by-another-account', keyName });
    const removed = await keys.remove(home.owner, keyId);
    return removed.ok ? secrets.close(handle, true) : removed;
  };
}

export type DeleteOpenKey = ReturnType<typeof createDeleteOpenKey>;
