import type { CustomerSecretKey, KeyListing } from '../../bridge/values/keys.ts';
import type { RotationProposal } from '../../bridge/values/rotation.ts';
import type { Plan, PlanKey } from './plan.ts';

/** Why a key does not work now; null: it may be in use. */
export function whyIdle({ status }: CustomerSecretKey): 'inactive' | 'expired' | null {
  if (status.kind === 'expired') return 'expired';
  const isInactive = (status.kind === 'reported' || status.kind === 'set-here') && status.status === 'INACTIVE';
  return isInactive ? 'inactive' : null;
}

/** True if the key is active: as Oracle reports it, or as it was set here last. */
export const isActive = (key: CustomerSecretKey | undefined): boolean =>
  (key?.status.kind === 'set-here' || key?.status.kind === 'reported') && key.status.status === 'ACTIVE';

/** Whether Oracle still has the key. A key that Oracle is deleting counts as gone. */
export const isThere = ({ status }: CustomerSecretKey): boolean =>
  status.kind !== 'deleting' && !(status.kind === 'reported' && status.status === 'DELETED');

/**
 * Whether it is certain that Oracle no longer has this key. False if a row could not be read, which may be this key. `key` is null if there
 * was none.
 */
export const isGone = (
  key: Pick<PlanKey, 'keyId'> | null,
  { keys, unreadable }: Pick<KeyListing, 'keys' | 'unreadable'>,
): boolean => key !== null && unreadable === 0 && !keys.filter(isThere).some(({ id }) => id === key.keyId);

const NUMBERED = /^(.*?)(?:-(\d{1,4}))?$/s;
/** `ci-deploy` becomes `ci-deploy-2`, `ci-deploy-2` becomes `ci-deploy-3`. */
const nextName = (name: string): string => {
  const [, stem = name, number] = NUMBERED.exec(name) ?? [];
  return `${stem}-${number === undefined ? 2 : Number(number) + 1}`;
};

/**
 * What rotating the key would need. If the user has as many keys as Oracle allows, a key that does not work is proposed for deletion. If
 * all of them may be in use, the person chooses. An old key of another rotation is not proposed, since its waiting time is not over.
 */
export function proposalOf(
  { key, listing }: { readonly key: CustomerSecretKey; readonly listing: KeyListing },
  runningOf: (keyId: string) => Plan | null,
  proposedExpiry: () => string | null,
): RotationProposal {
  const others = listing.keys
    .filter(({ id }) => id !== key.id)
    .map((other) => ({
      keyId: other.id,
      name: other.name,
      accessKey: other.accessKey,
      why: runningOf(other.id) === null ? whyIdle(other) : null,
    }));
  const taken = new Set(listing.keys.map(({ name }) => name));
  let name = nextName(key.name);
  while (taken.has(name)) name = nextName(name);
  const needsRoom = listing.keys.length + listing.unreadable >= listing.limit;
  return {
    keyName: key.name,
    accessKey: key.accessKey,
    newKey: {
      name,
      description: listing.offers.description ? key.description : null,
      expiresOn: listing.offers.expiry ? proposedExpiry() : null,
    },
    others,
    needsRoom,
    proposed: needsRoom ? (others.find(({ why }) => why !== null)?.keyId ?? null) : null,
    running: runningOf(key.id)?.id ?? null,
    offers: listing.offers,
  };
}
