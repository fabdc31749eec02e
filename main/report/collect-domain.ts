import { success } from '../basics/outcome.ts';
import type { Answer, KeyHolder, OwnedKey } from '../oracle/oracle-client.ts';
import type { OracleProblem } from '../oracle/oracle-problem.ts';
import { checkDomain, MOST_UNPROVEN_USERS } from './check-domain.ts';
import { releaseLists } from './domain-reading.ts';
import { readKeysOf } from './read-by-filters.ts';
import { type CollectOptions, keySorts, readPages, userSorts } from './read-pages.ts';

const isRefusal = ({ kind }: OracleProblem) => kind === 'not-allowed' || kind === 'not-found' || kind === 'rejected';

/** Reads the list of all keys. If the service refuses that list, this does not fail: the keys are read by filters later. */
async function readKeyList(options: CollectOptions, firstOnly: boolean): Answer<null> {
  const { reading, lists, columns } = options;
  if (reading.way === 'filters') return success(null);
  const take = (key: OwnedKey) => void columns.putKey(reading.index, key);
  const outcome = await readPages(options, { chain: reading.keys, sorts: keySorts, read: lists.keys, take, firstOnly });
  if (outcome.ok) reading.way = 'list';
  else if (isRefusal(outcome.problem) && reading.keys.firstTotal() === null) {
    reading.way = 'filters';
    reading.refusal = outcome.problem;
    return success(null);
  }
  return outcome;
}

/** The list of all users: names, states, and the keys that they refer to. */
async function readUserList(options: CollectOptions, firstOnly: boolean): Answer<null> {
  const { reading, lists, columns } = options;
  if (reading.usersRefusal !== null) return success(null);
  const take = (user: KeyHolder) => {
    const ids = user.keyIds ?? [];
    if (ids.length > 0) reading.hasReferences = true;
    columns.putUser(reading.index, user, ids.length > 0 || reading.way === 'filters');
    if (firstOnly && ids.length === 0) reading.early.push(user);
    const unknown = ids.filter((id) => columns.rowOf(reading.index, id) === undefined);
    if (unknown.length > 0) reading.references.set(user.ocid, unknown);
    if (reading.way === 'filters' || reading.userOcids.length <= MOST_UNPROVEN_USERS) reading.userOcids.push(user.ocid);
  };
  const outcome = await readPages(options, {
    chain: reading.users,
    sorts: userSorts,
    read: lists.users,
    take,
    firstOnly,
  });
  if (outcome.ok || !isRefusal(outcome.problem) || reading.users.firstTotal() !== null) return outcome;
  reading.usersRefusal = outcome.problem;
  return success(null);
}

/** Reads the first pages of both lists, which tell how many keys and users there are. */
export async function surveyDomain(options: CollectOptions): Answer<null> {
  options.reading.phase = 'reading';
  const keys = await readKeyList(options, true);
  return keys.ok ? readUserList(options, true) : keys;
}

/** Reads the rest of a domain, and checks that nothing is missing. */
export async function collectDomain(options: CollectOptions): Answer<null> {
  const { reading, columns, onKeys } = options;
  const keys = await readKeyList(options, false);
  if (!keys.ok) return keys;
  onKeys();
  const users = await readUserList(options, false);
  if (!users.ok) return users;
  for (const user of reading.early.splice(0)) columns.putUser(reading.index, user, false);
  if (reading.way === 'filters') {
    const filtered = await readKeysOf(options, reading.hasReferences ? reading.references.keys() : reading.userOcids);
    if (!filtered.ok) return filtered;
    onKeys();
  }
  reading.phase = 'checking';
  const checked = await checkDomain(options);
  if (!checked.ok) return checked;
  releaseLists(reading);
  reading.phase = 'done';
  return success(null);
}
