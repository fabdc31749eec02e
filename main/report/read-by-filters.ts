import { concurrentMap } from '../basics/concurrent-map.ts';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import type { Answer, ListPage, OwnedKey } from '../oracle/oracle-client.ts';
import type { OracleProblem } from '../oracle/oracle-problem.ts';
import { keysOfUsers, madeSince, usersOf } from '../oracle/scim-filter.ts';
import type { CollectOptions } from './collect-domain.ts';
import { PAGE_ROWS } from './page-chain.ts';

type Done = Promise<Outcome<null, OracleProblem>>;
type Take<T> = (row: T | null) => void;

/** So many OCIDs make an address of five thousand characters. */
const usersPerFilter = 40;
const filtersAtOnce = 4;

/** Every page of a list with a filter. Such a list is short: two keys a user. */
async function readFiltered<T>(
  { reading, ask }: CollectOptions,
  read: (
    query: { startIndex: number; count: number; sortBy: string; filter: string },
    signal: AbortSignal,
  ) => Answer<ListPage<T>>,
  filter: string,
  take: Take<T>,
): Done {
  for (let startIndex = 1; ; ) {
    const query = { startIndex, count: PAGE_ROWS, sortBy: 'ocid', filter };
    const page = await ask(reading.pace, (signal) => read(query, signal));
    if (!page.ok) return page;
    const { rows, total } = page.value;
    for (const row of rows) take(row);
    startIndex += rows.length;
    if (rows.length === 0 || startIndex > total) return success(null);
  }
}

/** The keys of these users, many users a request. What has been read is not read again. */
export async function readKeysOf(options: CollectOptions, ocids: Iterable<string>): Done {
  const { reading, lists, columns, onRead } = options;
  for (const ocid of ocids) reading.toFilter.add(ocid);
  let problem: OracleProblem | null = null;
  await concurrentMap(inGroups([...reading.toFilter]), filtersAtOnce, async (group) => {
    if (problem !== null) return;
    const outcome = await readFiltered(options, lists.keys, keysOfUsers(group), takeKey(options));
    if (!outcome.ok) {
      problem ??= outcome.problem;
      return;
    }
    for (const ocid of group) reading.toFilter.delete(ocid);
    columns.touch();
    onRead();
  });
  return problem === null ? success(null) : failed(problem);
}

/** The keys that were made since then: those that a page had passed before they were there. */
export const readKeysSince = (options: CollectOptions, instant: string): Done =>
  readFiltered(options, options.lists.keys, madeSince(instant), takeKey(options));

/** The names of these users, and the ids of the keys that each refers to. */
export async function readUsersBy(
  options: CollectOptions,
  ocids: readonly string[],
  take: (ocid: string, keyIds: readonly string[]) => void,
): Done {
  const { reading, lists, columns } = options;
  for (const group of inGroups(ocids)) {
    const outcome = await readFiltered(options, lists.users, usersOf(group), (user) => {
      if (user === null) return;
      columns.putUser(reading.index, user, false);
      take(user.ocid, user.keyIds ?? []);
    });
    if (!outcome.ok) return outcome;
  }
  return success(null);
}

const takeKey =
  ({ reading, columns }: CollectOptions): Take<OwnedKey> =>
  (key) => {
    if (key === null) reading.unreadable += 1;
    else columns.putKey(reading.index, key);
  };

const inGroups = (items: readonly string[]): string[][] =>
  Array.from({ length: Math.ceil(items.length / usersPerFilter) }, (_, at) =>
    items.slice(at * usersPerFilter, (at + 1) * usersPerFilter),
  );
