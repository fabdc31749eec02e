import { concurrentMap } from '../basics/concurrent-map.ts';
import { failed, success } from '../basics/outcome.ts';
import type { Answer, DomainLists, ListPage, ListQuery } from '../oracle/oracle-client.ts';
import type { OracleProblem } from '../oracle/oracle-problem.ts';
import type { Ask } from './ask.ts';
import type { Columns } from './columns.ts';
import type { DomainReading } from './domain-reading.ts';
import { PAGE_ROWS, type PageChain } from './page-chain.ts';

/** One less than the calls to a host at once, so that a slow domain leaves room for others of the same host. */
const pagesAtOnce = 3;

/** Attributes of a key that never change. If the service does not sort by the OCID, the time of creation is tried. */
export const keySorts = ['ocid', 'meta.created'];
export const userSorts = ['ocid', 'userName'];

export interface CollectOptions {
  readonly reading: DomainReading;
  readonly lists: DomainLists;
  readonly ask: Ask;
  readonly columns: Columns;
  /** Called when something was read. */
  readonly onRead: () => void;
  /** Called when the last page of keys was read. */
  readonly onKeys: () => void;
}

export interface PagesToRead<T> {
  readonly chain: PageChain;
  /** Attributes that never change. The list is sorted by the first of them by which the service can sort. */
  readonly sorts: readonly string[];
  readonly filter?: string;
  readonly read: (query: ListQuery, signal: AbortSignal) => Answer<ListPage<T>>;
  readonly take: (row: T) => void;
  readonly firstOnly?: boolean;
}

/** Reads the pages of a list, several at a time, until the service has no more. */
export async function readPages<T extends { readonly id: string }>(
  { reading, ask, onRead }: Pick<CollectOptions, 'reading' | 'ask' | 'onRead'>,
  { chain, sorts, filter, read, take, firstOnly = false }: PagesToRead<T>,
): Answer<null> {
  let sortAt = 0;
  const readOne = async (startIndex: number): Answer<null> => {
    for (;;) {
      const query = {
        startIndex,
        count: PAGE_ROWS,
        sortBy: sorts[sortAt] ?? '',
        ...(filter === undefined ? {} : { filter }),
      };
      const page = await ask(reading, (signal) => read(query, signal));
      if (page.ok) {
        const { rows, total } = page.value;
        const ids = rows.map((row) => row?.id ?? null);
        chain.add(startIndex, ids, total);
        for (const row of rows) if (row !== null) take(row);
        onRead();
        return success(null);
      }
      if (page.problem.kind !== 'rejected' || chain.firstTotal() !== null || sortAt + 1 >= sorts.length) return page;
      sortAt += 1;
    }
  };
  for (;;) {
    const wanted = chain.wanted();
    if (wanted.length === 0 || (firstOnly && chain.firstTotal() !== null)) return success(null);
    let problem: OracleProblem | null = null;
    await concurrentMap(wanted, pagesAtOnce, async (start) => {
      if (problem !== null) return;
      const outcome = await readOne(start);
      if (!outcome.ok) problem ??= outcome.problem;
    });
    if (problem !== null) return failed(problem);
  }
}
