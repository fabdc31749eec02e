import type { Owner } from '../../bridge/values/directory.ts';
import type { Clock } from '../basics/clock.ts';
import type { OwnerAccess } from '../directory/directory-contract.ts';
import type { Answer, KeyRecord, Listed } from '../oracle/oracle-client.ts';
import type { OracleProblem } from '../oracle/oracle-problem.ts';
import { hasTagOf } from './creation-tag.ts';
import { ifUserShown } from './if-user-shown.ts';
import type { BegunRecord, MadeKey } from './journal-records.ts';

/**
 * What became of a creation whose answer never came: `lost`: this key is ours, and its secret did not arrive; `not-created`: no key of ours
 * is there; `unclear`: it cannot be known, and Keydesk claims nothing.
 */
type Reconciled =
  | { readonly kind: 'not-created' }
  | { readonly kind: 'lost'; readonly made: MadeKey }
  /** `problem`: the listing failed. Null: there is a new key without a tag, so it is not known whose it is. */
  | { readonly kind: 'unclear'; readonly problem: OracleProblem | null };

/**
 * Judges one listing. No other key is ever taken for ours: the proof is the tag of the creation, on exactly one key, which was not there
 * before.
 */
export function judgeListing(begun: BegunRecord, { items, unreadable }: Listed<KeyRecord>): Reconciled {
  const fresh = items.filter(({ id }) => !begun.before.includes(id));
  const marked = fresh.filter(({ description }) => hasTagOf(description, begun.creation));
  const [ours, copy] = marked;
  if (copy) return { kind: 'unclear', problem: null };
  if (ours) return { kind: 'lost', made: { keyId: ours.id, accessKey: ours.accessKey } };
  // The name is not compared: our key may have been renamed since.
  if (!begun.marked && fresh.length > 0) return { kind: 'unclear', problem: null };
  // A key that could not be read may be ours.
  return unreadable > 0 ? { kind: 'unclear', problem: null } : { kind: 'not-created' };
}

/** False only if the key is certainly gone: a row that could not be read may be this key. */
export const mayBeAmong = ({ items, unreadable }: Listed<KeyRecord>, keyId: string): boolean =>
  unreadable > 0 || items.some(({ id }) => id === keyId);

/** The owner's keys. Fails if the list is empty because the service does not show the user. */
export async function listOfShown(access: OwnerAccess, owner: Owner): Answer<Listed<KeyRecord>> {
  const listed = await access.api.listKeys(access.owner);
  if (owner.kind === 'self' || access.owner.kind === 'self') return listed;
  return ifUserShown(
    listed,
    ({ items }) => items,
    () => access.api.getUser(owner.id),
  );
}

/** Oracle may carry a late request out after the first look, so Keydesk looks again. In milliseconds. */
const LOOKS = [500, 2000, 4000];

/** Lists the keys until ours shows or the looks are used up (6.5 s in all). Changes nothing. */
export async function reconcileCreation(
  access: OwnerAccess,
  begun: BegunRecord,
  { sleep }: Pick<Clock, 'sleep'>,
): Promise<Reconciled> {
  let judged: Reconciled = { kind: 'unclear', problem: null };
  for (const pause of LOOKS) {
    await sleep(pause);
    const listed = await listOfShown(access, begun.owner);
    judged = listed.ok ? judgeListing(begun, listed.value) : { kind: 'unclear', problem: listed.problem };
    if (judged.kind === 'lost') return judged;
  }
  return judged;
}
