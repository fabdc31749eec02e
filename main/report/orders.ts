import { setImmediate as pause } from 'node:timers/promises';
import type { KeyView } from '../../bridge/values/report.ts';
import type { Columns } from './columns.ts';
import { sortInSlices } from './sort-in-slices.ts';

type SortColumn = KeyView['sort']['column'];

/** All rows in the order of one column: first those with a value, ascending, then the others. */
export interface Order {
  readonly rows: Uint32Array;
  readonly withValue: number;
}

/** While rows are coming in, an order may be so old: later rows follow unsorted. */
const staleAfterMs = 2000;

/** "ci-9" before "ci-10", without regard to case and accents. */
const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** The orders of the table's columns, made when they are wanted and kept until rows change. */
export function createOrders(columns: Columns, domainNames: () => readonly (string | null)[]) {
  const made = new Map<SortColumn, { version: number; at: number; order: Order }>();
  const making = new Map<SortColumn, Promise<Order>>();

  /** The places of texts among each other: of each distinct text once. */
  async function places(texts: readonly string[]): Promise<Float64Array> {
    const distinct = [...new Set(texts)];
    const order = await sortInSlices(
      Uint32Array.from(distinct.keys()),
      (a, b) => collator.compare(distinct[a] ?? '', distinct[b] ?? ''),
      pause,
    );
    const place = new Map<string, number>();
    for (const [at, index] of order.entries()) place.set(distinct[index] ?? '', at);
    return Float64Array.from(texts, (text) => place.get(text) ?? Number.NaN);
  }

  const byOwner = (values: ArrayLike<number>) =>
    Float64Array.from(columns.ownerOf, (owner) => values[owner] ?? Number.NaN);

  /** What each row is sorted by; NaN: it has no value in this column. */
  async function valuesOf(column: SortColumn): Promise<ArrayLike<number>> {
    switch (column) {
      case 'created':
        return columns.created;
      case 'expires':
        return columns.expires;
      case 'name':
        return places(columns.names);
      case 'access-key':
        return places(columns.accessKeys);
      case 'user':
        return byOwner(await places(columns.owners.map(({ userName }) => userName)));
      case 'user-state':
        return byOwner(columns.owners.map(({ active }) => (active === null ? Number.NaN : Number(!active))));
      case 'domain': {
        const ofDomains = await places(domainNames().map((name) => name ?? ''));
        return Float64Array.from(columns.domainOf, (domain) => ofDomains[domain] ?? Number.NaN);
      }
    }
  }

  async function make(column: SortColumn): Promise<Order> {
    const version = columns.version();
    const values = await valuesOf(column);
    const size = Math.min(columns.size(), values.length);
    const all = Array.from({ length: size }, (_, row) => row);
    const valued = Uint32Array.from(all.filter((row) => !Number.isNaN(values[row])));
    const sorted = await sortInSlices(valued, (a, b) => (values[a] ?? 0) - (values[b] ?? 0), pause);
    const rows = new Uint32Array(size);
    rows.set(sorted);
    rows.set(
      all.filter((row) => Number.isNaN(values[row])),
      sorted.length,
    );
    const order = { rows, withValue: sorted.length };
    made.set(column, { version, at: performance.now(), order });
    return order;
  }

  return {
    async of(column: SortColumn): Promise<Order> {
      const last = made.get(column);
      if (last?.version === columns.version()) return last.order;
      if (last !== undefined && performance.now() - last.at < staleAfterMs) return last.order;
      const underWay = making.get(column) ?? make(column).finally(() => making.delete(column));
      making.set(column, underWay);
      return underWay;
    },
  };
}

export type Orders = ReturnType<typeof createOrders>;
