import type { AgeBucket, KeyView } from '../../bridge/values/report.ts';
import { DAY_MS, EXPIRING_DAYS, rangeOf } from './age.ts';
import type { Columns } from './columns.ts';
import type { Orders } from './orders.ts';
import { searchable } from './search-text.ts';

/** The most views that are remembered: people go back to the last few. */
const mostRecent = 6;

interface ViewContext {
  readonly now: number;
  readonly overdueDays: number;
  /** The number of a domain in the columns; -1 for one that is not in the report. */
  readonly domainAt: (id: string | null) => number;
}

/**
 * The rows of a view: filtered, searched and sorted. Each test goes through its own column and marks the rows that fail it. At the end, one
 * pass through the order collects the others.
 */
export function createViews(columns: Columns, orders: Orders) {
  let recent: readonly { readonly version: number; readonly key: string; readonly rows: Uint32Array }[] = [];

  /** Marks a row as failed if none of its texts contains the wanted text. */
  function search(failed: Uint8Array, text: string): void {
    if (text === '') return;
    const { owners, names, accessKeys, ownerOf, nameOf } = columns;
    const ownerHits = new Uint8Array(owners.size());
    const nameHits = new Uint8Array(names.size());
    const hits = new Uint8Array(failed.length);
    owners.search(text, (owner) => {
      ownerHits[owner] = 1;
    });
    names.search(text, (name) => {
      nameHits[name] = 1;
    });
    accessKeys.search(text, (row) => {
      hits[row] = 1;
    });
    for (let row = 0; row < failed.length; row += 1) {
      if (hits[row] === 1 || ownerHits[ownerOf[row] ?? -1] === 1 || nameHits[nameOf[row] ?? -1] === 1) continue;
      failed[row] = 1;
    }
  }

  /** Marks a row as failed if it has no date, or a date outside of the range. */
  function within(failed: Uint8Array, dates: readonly number[], from: number, to: number): void {
    for (let row = 0; row < failed.length; row += 1) {
      const date = dates[row] ?? Number.NaN;
      if (!(date >= from && date < to)) failed[row] = 1;
    }
  }

  function inBucket(failed: Uint8Array, bucket: AgeBucket, now: number): void {
    const { created } = columns;
    if (bucket !== 'unknown') {
      within(failed, created, ...rangeOf(bucket, now));
      return;
    }
    for (let row = 0; row < failed.length; row += 1) {
      const date = created[row] ?? Number.NaN;
      if (date <= now + DAY_MS) failed[row] = 1;
    }
  }

  function filter(failed: Uint8Array, { filters, bucket, domainId }: KeyView, context: ViewContext): void {
    const { now, overdueDays, domainAt } = context;
    const { created, expires, owners, ownerOf, domainOf } = columns;
    for (const row of columns.gone) failed[row] = 1;
    if (domainId !== null) {
      const domain = domainAt(domainId);
      for (let row = 0; row < failed.length; row += 1) if (domainOf[row] !== domain) failed[row] = 1;
    }
    if (bucket !== null) inBucket(failed, bucket, now);
    for (const each of filters) {
      switch (each) {
        case 'overdue':
          // Older than so many whole days.
          within(failed, created, Number.NEGATIVE_INFINITY, now - (overdueDays + 1) * DAY_MS + 1);
          break;
        case 'expired':
          within(failed, expires, Number.NEGATIVE_INFINITY, now + 1);
          break;
        case 'expiring':
          within(failed, expires, now + 1, now + EXPIRING_DAYS * DAY_MS + 1);
          break;
        case 'never-expires':
          for (let row = 0; row < failed.length; row += 1) if (!Number.isNaN(expires[row])) failed[row] = 1;
          break;
        case 'user-inactive':
          for (let row = 0; row < failed.length; row += 1) {
            if (owners.active[ownerOf[row] ?? -1] !== false) failed[row] = 1;
          }
          break;
      }
    }
  }

  return {
    async find(view: KeyView, context: ViewContext): Promise<Uint32Array> {
      const text = searchable(view.text.trim());
      const { sort, filters, bucket, domainId } = view;
      const { now, overdueDays } = context;
      const key = JSON.stringify([text, sort, filters.toSorted(), bucket, domainId, overdueDays, now]);
      const exact = recent.find((each) => each.version === columns.version() && each.key === key);
      if (exact !== undefined) return exact.rows;

      const { rows: order, withValue } = await orders.of(sort.column);
      const version = columns.version();
      const failed = new Uint8Array(columns.size());
      filter(failed, view, context);
      search(failed, text);
      const found = new Uint32Array(failed.length);
      let count = 0;
      const take = (row: number) => {
        if (failed[row] === 0) found[count++] = row;
      };
      if (sort.descending) for (let at = withValue - 1; at >= 0; at -= 1) take(order[at] ?? -1);
      else for (let at = 0; at < withValue; at += 1) take(order[at] ?? -1);
      for (let at = withValue; at < order.length; at += 1) take(order[at] ?? -1);
      // Rows that came after the order was made.
      for (let row = order.length; row < failed.length; row += 1) take(row);
      const rows = found.slice(0, count);
      recent = [{ version, key, rows }, ...recent.filter((each) => each.version === version)].slice(0, mostRecent);
      return rows;
    },

    /** Makes the orders in advance, so that the first sort by a column does not wait. */
    async prepare(): Promise<void> {
      for (const column of ['created', 'user', 'name', 'expires', 'access-key', 'domain', 'user-state'] as const) {
        await orders.of(column);
      }
    },
  };
}

export const isExpiring = (expires: number | undefined, now: number): boolean =>
  expires !== undefined && expires > now && expires <= now + EXPIRING_DAYS * DAY_MS;
