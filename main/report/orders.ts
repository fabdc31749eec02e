import { setImmediate as pause } from 'node:timers/promises';
import type { KeyView } from '../../bridge/values/report.ts';
import type { Columns } from './columns.ts';
import { sortable } from './search-text.ts';
import { sortInSlices } from './sort-in-slices.ts';
import type { Texts } from './texts.ts';

type SortColumn = KeyView['sort']['column'];

/** All rows in the order of one column: first those with a value, ascending, then the others. */
export interface Order {
  readonly rows: Uint32Array;
  readonly withValue: number;
}

/** While rows are coming in, an order may be so old: later rows follow unsorted. */
const staleAfterMs = 2000;

const textsOf = ({ size, at }: Pick<Texts, 'size' | 'at'>) => Array.from({ length: size() }, (_, index) => at(index));

const compare = (a = '', b = '') => (a < b ? -1 : a > b ? 1 : 0);

/** The orders of the table's columns, made when they are wanted and kept until what rows say changes. */
export function createOrders(columns: Columns, domainNames: () => readonly (string | null)[]) {
  const orders = new Map<SortColumn, { version: number; at: number; order: Order }>();
  const underWay = new Map<SortColumn, Promise<Order>>();

  /** The places of texts among each other. */
  async function places(keys: readonly string[]): Promise<Float64Array> {
    const order = await sortInSlices(Uint32Array.from(keys.keys()), (a, b) => compare(keys[a], keys[b]), pause);
    const place = new Float64Array(keys.length);
    let last = 0;
    for (const [at, index] of order.entries()) {
      // The same text has the same place: rows that are equal stay in the order of their reading.
      if (at > 0 && keys[index] !== keys[order[at - 1] ?? -1]) last = at;
      place[index] = last;
    }
    return place;
  }

  const through = (numbers: readonly number[], values: ArrayLike<number>) =>
    Float64Array.from(numbers, (number) => values[number] ?? Number.NaN);

  /** What each row is sorted by; NaN: it has no value in this column. */
  async function valuesOf(column: SortColumn): Promise<ArrayLike<number>> {
    const { owners, ownerOf, domainOf, names, nameOf, accessKeys } = columns;
    switch (column) {
      case 'created':
        return columns.created;
      case 'expires':
        return columns.expires;
      case 'name':
        return through(nameOf, await places(textsOf(names).map(sortable)));
      case 'access-key':
        // Not `sortable`: that would make a longer copy of each.
        return places(textsOf(accessKeys));
      case 'user':
        return through(ownerOf, await places(textsOf({ size: owners.size, at: owners.userName }).map(sortable)));
      case 'user-state':
        return through(
          ownerOf,
          owners.active.map((active) => (active === null ? Number.NaN : Number(!active))),
        );
      case 'domain':
        return through(domainOf, await places(domainNames().map((name) => sortable(name ?? ''))));
    }
  }

  async function make(column: SortColumn): Promise<Order> {
    const version = columns.contentVersion();
    const values = await valuesOf(column);
    const size = Math.min(columns.size(), values.length);
    const valued = new Uint32Array(size);
    const others: number[] = [];
    let count = 0;
    for (let row = 0; row < size; row += 1) {
      if (Number.isNaN(values[row])) others.push(row);
      else valued[count++] = row;
    }
    const sorted = await sortInSlices(valued.slice(0, count), (a, b) => (values[a] ?? 0) - (values[b] ?? 0), pause);
    const rows = new Uint32Array(size);
    rows.set(sorted);
    rows.set(others, count);
    const order = { rows, withValue: count };
    orders.set(column, { version, at: performance.now(), order });
    return order;
  }

  return {
    async of(column: SortColumn): Promise<Order> {
      const last = orders.get(column);
      if (last?.version === columns.contentVersion()) return last.order;
      if (last !== undefined && performance.now() - last.at < staleAfterMs) return last.order;
      const sorting = underWay.get(column) ?? make(column).finally(() => underWay.delete(column));
      underWay.set(column, sorting);
      return sorting;
    },
  };
}

export type Orders = ReturnType<typeof createOrders>;
