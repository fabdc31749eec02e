import type { OwnerAccess } from '../directory/directory-contract.ts';
import type { KeyRecord, Listed } from '../oracle/oracle-client.ts';
import type { OracleProblem } from '../oracle/oracle-problem.ts';
import { hasTagOf } from './creation-tag.ts';
import type { BegunRecord } from './journal-records.ts';

/**
 * What became of a creation whose answer never came: `lost`: this key is ours, and its secret did not arrive;
 * `not-created`: no key of ours is there; `unclear`: it cannot be told, and nothing is claimed.
 */
export type Reconciled =
  | { readonly kind: 'not-created' }
  | { readonly kind: 'lost'; readonly key: KeyRecord }
  /** `problem`: the listing failed. Null: a new key is there, and without a tag of its own it cannot be told whose. */
  | { readonly kind: 'unclear'; readonly problem: OracleProblem | null };

/**
 * Judges one listing. A key that is not ours is never taken for ours: only the tag of the creation proves a key, on one key
 * alone, which was not there before.
 */
export function judgeListing(begun: BegunRecord, { items, unreadable }: Listed<KeyRecord>): Reconciled {
  const fresh = items.filter(({ id }) => !begun.before.includes(id));
  const marked = fresh.filter(({ description }) => hasTagOf(description, begun.creation));
  const [ours, copy] = marked;
  if (ours) return copy ? { kind: 'unclear', problem: null } : { kind: 'lost', key: ours };
  // Of any name: our key may have been renamed since.
  if (!begun.marked && fresh.length > 0) return { kind: 'unclear', problem: null };
  // A key that could not be read may be ours.
  return unreadable > 0 ? { kind: 'unclear', problem: null } : { kind: 'not-created' };
}

/** False only if the key is certainly gone: one that could not be read may be it. */
export const mayBeAmong = ({ items, unreadable }: Listed<KeyRecord>, keyId: string): boolean =>
  unreadable > 0 || items.some(({ id }) => id === keyId);

/** A late request may be carried out after the first look: what is not there is looked for again. In milliseconds. */
const LOOKS = [500, 2000, 4000];

export interface ReconcileOptions {
  readonly access: OwnerAccess;
  readonly begun: BegunRecord;
  readonly sleep: (ms: number) => Promise<void>;
}

/** Lists the keys until ours shows or the looks are used up (6.5 s in all). Changes nothing. */
export async function reconcileCreation({ access, begun, sleep }: ReconcileOptions): Promise<Reconciled> {
  let judged: Reconciled = { kind: 'unclear', problem: null };
  for (const pause of LOOKS) {
    await sleep(pause);
    const listed = await access.api.listKeys(access.owner);
    judged = listed.ok ? judgeListing(begun, listed.value) : { kind: 'unclear', problem: listed.problem };
    if (judged.kind === 'lost') return judged;
  }
  return judged;
}
