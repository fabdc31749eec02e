import type { Listed } from './oracle-client.ts';
import type { Row } from './wire-values.ts';

/** The rows that could be read, each as `of` makes it, and how many could not. */
export function listedRows<T, R>(rows: readonly Row<T>[], of: (row: T) => R): Listed<R> {
  const items = rows.flatMap((row) => (row === null ? [] : [of(row)]));
  return { items, unreadable: rows.length - items.length };
}

/** As many of a list as the bridge takes at once; the rest counts as not read. */
export const atMost = <T>({ items, unreadable }: Listed<T>, most: number): Listed<T> => ({
  items: items.slice(0, most),
  unreadable: unreadable + Math.max(0, items.length - most),
});
