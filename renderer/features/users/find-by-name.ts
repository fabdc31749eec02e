import type { User } from '../../../bridge/values/directory.ts';
import { directory } from '../../app/bridge.ts';
import { read } from '../../app/query-client.ts';
import type { RowSource } from '../../ui/table/row-grid.tsx';
import { blockRows } from './block-places.ts';

type Source = Pick<RowSource<User | 'unreadable'>, 'count' | 'rowAt'>;

const nameAt = ({ rowAt }: Source, index: number): string | null => {
  const row = rowAt(index);
  return row === undefined || row === 'unreadable' ? null : row.userName.toLowerCase();
};

/** The next user whose name begins with the letters, among the users of the next two blocks that have been read. */
const findLoaded = (source: Source, letters: string, from: number): number | null => {
  for (let step = 0; step < Math.min(source.count, 2 * blockRows); step += 1) {
    const index = (from + step) % source.count;
    if (nameAt(source, index)?.startsWith(letters)) return index;
  }
  return null;
};

let last = new AbortController();

/**
 * The next user whose name begins with the letters. If the users are sorted by name, a binary search also finds a user that has not
 * been read yet, because a domain can return the user at any index. For 100,000 users that takes 17 calls.
 */
export const findByName = async (
  source: Source,
  domain: { readonly domainId: string | null; readonly text: string } | null,
  letters: string,
  from: number,
): Promise<number | null> => {
  last.abort();
  last = new AbortController();
  const { signal } = last;
  const loaded = findLoaded(source, letters, from);
  if (loaded !== null || domain === null) return loaded;
  const nameOf = async (index: number) => {
    const known = nameAt(source, index);
    if (known !== null) return known;
    const query = { ...domain, cursor: String(index + 1), count: 1 };
    const page = await read((call) => directory.FindUsers(call, query))({ signal });
    return page.users[0]?.userName.toLowerCase() ?? '';
  };
  let [low, high] = [0, source.count - 1];
  try {
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((await nameOf(middle)) < letters) low = middle + 1;
      else high = middle;
      if (signal.aborted) return null;
    }
    return (await nameOf(low)).startsWith(letters) ? low : null;
  } catch {
    // The service refused, or the user typed another letter, which cancels this search. The list does not move.
    return null;
  }
};
