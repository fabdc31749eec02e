import { concurrentMap } from '../basics/concurrent-map.ts';
import { failed, success } from '../basics/outcome.ts';
import type { Answer, OwnedKey } from '../oracle/oracle-client.ts';
import type { OracleProblem } from '../oracle/oracle-problem.ts';
import { keysOfUsers, madeSince, usersOf } from '../oracle/scim-filter.ts';
import { createPageChain } from './page-chain.ts';
import { type CollectOptions, keySorts, type PagesToRead, readPages, userSorts } from './read-pages.ts';

/** So many OCIDs make an address of five thousand characters. */
const usersPerFilter = 40;
const filtersAtOnce = 3;

/** Reads a list with a filter. The list is short, two keys a user, but it is checked as every list is. */
async function readFiltered<T extends { readonly id: string }>(
  options: CollectOptions,
  list: Pick<PagesToRead<T>, 'read' | 'sorts' | 'take'> & { readonly filter: string },
  onUnreadable: (rows: number) => void = () => {},
): Answer<null> {
  const chain = createPageChain();
  const outcome = await readPages(options, { ...list, chain });
  if (!outcome.ok) return outcome;
  if (!chain.isWhole()) options.reading.brokenLists += 1;
  onUnreadable(chain.unreadable());
  return success(null);
}

/** The keys of these users, many users a request. What has been read is not read again. */
export async function readKeysOf(options: CollectOptions, ocids: Iterable<string>): Answer<null> {
  const { reading, columns, onRead } = options;
  for (const ocid of ocids) reading.toFilter.add(ocid);
  let problem: OracleProblem | null = null;
  await concurrentMap(inGroups([...reading.toFilter]), filtersAtOnce, async (group) => {
    if (problem !== null) return;
    const outcome = await readFiltered(options, keyList(options, keysOfUsers(group)), countUnreadable(options));
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

/** Reads the keys that were made since `instant`: they may belong to pages that had been read already. */
export const readKeysSince = (options: CollectOptions, instant: string): Answer<null> =>
  readFiltered(options, keyList(options, madeSince(instant)), countUnreadable(options));

/** The names of these users, and the ids of the keys that each refers to. */
export async function readUsersBy(
  options: CollectOptions,
  ocids: readonly string[],
  take: (ocid: string, keyIds: readonly string[]) => void,
): Answer<null> {
  const { reading, lists, columns } = options;
  for (const group of inGroups(ocids)) {
    const outcome = await readFiltered(options, {
      read: lists.users,
      sorts: userSorts,
      filter: usersOf(group),
      take(user) {
        columns.putUser(reading.index, user, false);
        take(user.ocid, user.keyIds ?? []);
      },
    });
    if (!outcome.ok) return outcome;
  }
  return success(null);
}

const keyList = ({ reading, lists, columns }: CollectOptions, filter: string) => ({
  read: lists.keys,
  sorts: keySorts,
  filter,
  take: (key: OwnedKey) => void columns.putKey(reading.index, key),
});

const countUnreadable =
  ({ reading }: CollectOptions) =>
  (rows: number): void => {
    reading.unreadable += rows;
  };

const inGroups = (items: readonly string[]): string[][] =>
  Array.from({ length: Math.ceil(items.length / usersPerFilter) }, (_, at) =>
    items.slice(at * usersPerFilter, (at + 1) * usersPerFilter),
  );
