import type { Listed } from './oracle-client.ts';
import type { Row } from './wire-values.ts';

/** The rows that could be read, each turned into a value by `of`, and the number of those that could not. */
export function listedRows<T, R>(rows: readonly Row<T>[], of: (row: T) => R): Listed<R> {
  const items = rows.flatMap((row) => (row === null ? [] : [of(row)]));
  return { items, unreadable: rows.length - items.length };
}

/** The beginning of a list, as much as the bridge takes at once. The rest counts as not read. */
export const atMost = <T>({ items, unreadable }: Listed<T>, most: number): Listed<T> => ({
  items: items.slice(0, most),
  unreadable: unreadable + Math.max(0, items.length - most),
});
