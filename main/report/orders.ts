import { setImmediate as pause } from 'node:timers/promises';
import type { KeyView } from '../../bridge/values/report.ts';
import type { Columns } from './columns.ts';
import { sortable } from './search-text.ts';
import type { Texts } from './texts.ts';

/** Between two slices main answers calls of the page. */
const sliceMs = 8;

/**
 * Sorts numbers in place by `compare`, as a stable sort does, and lets other work of the process in between: two hundred thousand names
 * take half a second.
 */
async function sortInSlices(
  items: Uint32Array<ArrayBuffer>,
  compare: (a: number, b: number) => number,
): Promise<Uint32Array<ArrayBuffer>> {
  const run = 64;
  let began = performance.now();
  const rest = async () => {
    if (performance.now() - began < sliceMs) return;
    await pause();
    began = performance.now();
  };
  for (let at = 0; at < items.length; at += run) {
    items.subarray(at, at + run).set(Array.from(items.subarray(at, at + run)).sort(compare));
    if (at % 4096 === 0) await rest();
  }
  let from = items;
  let to: Uint32Array<ArrayBuffer> = new Uint32Array(items.length);
  for (let width = run; width < items.length; width *= 2) {
    for (let start = 0; start < items.length; start += 2 * width) {
      merge(from, to, start, Math.min(start + width, items.length), Math.min(start + 2 * width, items.length), compare);
      await rest();
    }
    [from, to] = [to, from];
  }
  return from;
}

function merge(
  from: Uint32Array,
  to: Uint32Array,
  start: number,
  middle: number,
  end: number,
  compare: (a: number, b: number) => number,
): void {
  let left = start;
  let right = middle;
  for (let at = start; at < end; at += 1) {
    const takeLeft = left < middle && (right >= end || compare(from[left] ?? 0, from[right] ?? 0) <= 0);
    to[at] = (takeLeft ? from[left++] : from[right++]) ?? 0;
  }
}

type SortColumn = KeyView['sort']['column'];

/** All rows in the order of one column: first those with a value, ascending, then the others. */
interface Order {
  readonly rows: Uint32Array;
  readonly withValue: number;
}

/** While rows arrive, an order is used for this time. Rows that arrived after it was made follow unsorted. */
const staleAfterMs = 2000;

const textsOf = ({ size, at }: Pick<Texts, 'size' | 'at'>) => Array.from({ length: size() }, (_, index) => at(index));

const compare = (a = '', b = '') => (a < b ? -1 : a > b ? 1 : 0);

/** The orders of the table's columns. Each is made when it is needed, and kept until the content of rows changes. */
export function createOrders(columns: Columns, domainNames: () => readonly (string | null)[]) {
  const orders = new Map<SortColumn, { version: number; at: number; order: Order }>();
  const underWay = new Map<SortColumn, Promise<Order>>();

  /** The position of each text in the sorted order of all. */
  async function places(keys: readonly string[]): Promise<Float64Array> {
    const order = await sortInSlices(Uint32Array.from(keys.keys()), (a, b) => compare(keys[a], keys[b]));
    const place = new Float64Array(keys.length);
    let last = 0;
    for (const [at, index] of order.entries()) {
      // Equal texts have the same position: their rows stay in the order in which they were read.
      if (at > 0 && keys[index] !== keys[order[at - 1] ?? -1]) last = at;
      place[index] = last;
    }
    return place;
  }

  const through = (numbers: readonly number[], values: ArrayLike<number>) =>
    Float64Array.from(numbers, (number) => values[number] ?? Number.NaN);

  /** The value by which each row is sorted; NaN: it has none in this column. */
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
    const sorted = await sortInSlices(valued.slice(0, count), (a, b) => (values[a] ?? 0) - (values[b] ?? 0));
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
