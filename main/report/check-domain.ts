import { success } from '../basics/outcome.ts';
import type { Answer } from '../oracle/oracle-client.ts';
import type { Gap } from './gap.ts';
import { readKeysOf, readKeysSince, readUsersBy } from './read-by-filters.ts';
import type { CollectOptions } from './read-pages.ts';

/** The most users whose keys are read one user at a time, if the service does not say which keys they have. */
export const MOST_UNPROVEN_USERS = 2000;
/** The service's clock may be that far from ours. */
const clockMarginMs = 600_000;
/** The most owners whose names are requested. */
const mostNames = 400;

/**
 * What proves that a domain was read whole:
 * - the pages hang together, so no key that was there all the time is missing (`page-chain.ts`);
 * - a key that was made during the reading is found by its date;
 * - the service counts no more keys in the end than were read;
 * - every key that a user refers to was read: a service may leave keys out of its list of all keys.
 * Each proof that fails becomes a gap.
 */
export async function checkDomain(options: CollectOptions): Answer<null> {
  const { reading, columns } = options;
  if (reading.way === 'list') {
    const counted = await countAtEnd(options);
    if (!counted.ok) return counted;
  }
  const before = columns.count(reading.index);
  const compared = await compareWithUsers(options);
  if (!compared.ok) return compared;
  if (reading.way === 'list' && columns.count(reading.index) > before) {
    // These keys were in no list, and the service's own count leaves them out too.
    reading.way = 'filters';
    reading.countedAtEnd = null;
  }
  const named = await nameOwners(options);
  if (!named.ok) return named;
  reading.gaps = gapsOf(options);
  reading.added = 0;
  for (const [row, created] of columns.created.entries()) {
    if (columns.domainOf[row] !== reading.index || columns.gone.has(row)) continue;
    if (created >= reading.startedAt) reading.added += 1;
  }
  return success(null);
}

async function countAtEnd(options: CollectOptions): Answer<null> {
  const { reading, lists, ask, columns } = options;
  const query = { startIndex: 1, count: 1, sortBy: 'ocid' };
  const page = await ask(reading, (signal) => lists.keys(query, signal));
  if (!page.ok) return page;
  reading.countedAtEnd = page.value.total;
  const added = await readKeysSince(options, new Date(reading.startedAt - clockMarginMs).toISOString());
  // If the service cannot search by date, only the count shows that keys are missing.
  if (!added.ok && added.problem.kind !== 'rejected') return added;
  const read = columns.count(reading.index) + unreadableOf(options);
  reading.vanished = Math.max(0, read - page.value.total);
  return success(null);
}

/** Compares the keys to which users refer with the keys that were read. */
async function compareWithUsers(options: CollectOptions): Answer<null> {
  const { reading, columns } = options;
  const isMissing = (id: string) => columns.rowOf(reading.index, id) === undefined;
  if (needsProof(options)) return isUnproven(options) ? success(null) : readKeysOf(options, reading.userOcids);
  const suspects = [...reading.references].flatMap(([ocid, ids]) => (ids.some(isMissing) ? [ocid] : []));
  if (suspects.length === 0) return success(null);
  const filtered = await readKeysOf(options, suspects);
  if (!filtered.ok) return filtered;
  const unread = suspects.filter((ocid) => reading.references.get(ocid)?.some(isMissing));
  // A key that was deleted in between is missing too, but then its user no longer refers to it.
  let missing = 0;
  let gone = unread.reduce((sum, ocid) => sum + (reading.references.get(ocid)?.filter(isMissing).length ?? 0), 0);
  const asked = await readUsersBy(options, unread, (_, ids) => {
    const still = ids.filter(isMissing).length;
    missing += still;
    gone -= still;
  });
  if (!asked.ok) return asked;
  reading.missing = missing;
  reading.vanished += gone;
  return success(null);
}

/** True if the service does not say which keys a user has: then the list of users does not prove that the list of keys is whole. */
const needsProof = ({ reading, columns }: CollectOptions) =>
  !reading.hasReferences && reading.way === 'list' && reading.usersRefusal === null && columns.count(reading.index) > 0;

/** True if the keys of each user are not read for that proof, since this would take too long. */
const isUnproven = (options: CollectOptions) =>
  needsProof(options) && (options.reading.users.firstTotal() ?? 0) > MOST_UNPROVEN_USERS;

async function nameOwners(options: CollectOptions): Answer<null> {
  const { reading, columns } = options;
  const nameless = () => columns.owners.nameless(reading.index);
  const ocids = nameless();
  if (reading.usersRefusal === null && ocids.length > 0) {
    const named = await readUsersBy(options, ocids.slice(0, mostNames), () => {});
    if (!named.ok && named.problem.kind !== 'rejected') return named;
  }
  reading.usersWithoutNames = nameless().length;
  return success(null);
}

const unreadableOf = ({ reading }: CollectOptions) => reading.unreadable + reading.keys.unreadable();

function gapsOf(options: CollectOptions): Gap[] {
  const { reading, columns } = options;
  const { way, usersRefusal, refusal, countedAtEnd, missing, users, keys } = reading;
  const gaps: Gap[] = [];
  const unreadable = unreadableOf(options);
  const read = columns.count(reading.index) + unreadable;
  if (usersRefusal !== null) {
    if (way === 'filters' && refusal !== null) gaps.push({ kind: 'refused', problem: refusal });
    else gaps.push({ kind: 'users-unread', problem: usersRefusal });
  } else if (!users.isUnbroken()) gaps.push({ kind: 'users-unread', problem: null });
  else if (isUnproven(options)) gaps.push({ kind: 'unproven' });
  if (countedAtEnd !== null && read < countedAtEnd) gaps.push({ kind: 'short', counted: countedAtEnd, read });
  // If the references of all users fit, that is a stronger proof than overlapping pages.
  else if (reading.brokenLists > 0 || (countedAtEnd !== null && !reading.hasReferences && !keys.isUnbroken())) {
    gaps.push({ kind: 'moved' });
  }
  if (missing > 0) gaps.push({ kind: 'missing', keys: missing });
  if (unreadable + users.unreadable() > 0) gaps.push({ kind: 'unreadable', rows: unreadable + users.unreadable() });
  return gaps;
}
