import type { KeyView } from '../../bridge/values/report.ts';
import { ageInDays, bucketOf, DAY_MS, EXPIRING_DAYS, isOverdue } from './age.ts';
import { type Columns, searchable } from './columns.ts';
import type { Orders } from './orders.ts';

/** As many views as one sees in turn: the one before, and what a search began with. */
const mostKept = 6;
/** How long a view may keep the ages that it was made with. */
const ageMs = 600_000;

export interface ViewContext {
  readonly now: number;
  readonly overdueDays: number;
  /** The number of a domain in the columns; -1 for one that is not in the report. */
  readonly domainAt: (id: string | null) => number;
}

interface Kept {
  readonly version: number;
  readonly key: string;
  readonly view: KeyView;
  readonly rows: Uint32Array;
}

/** The rows of a view: filtered, searched and sorted. A search for more letters looks only at what fewer letters have found. */
export function createViews(columns: Columns, orders: Orders) {
  let kept: readonly Kept[] = [];

  function passes({ filters, bucket, domainId }: KeyView, context: ViewContext): ((row: number) => boolean)[] {
    const { now, overdueDays, domainAt } = context;
    const { created, expires, owners, ownerOf, domainOf } = columns;
    const age = (row: number) => ageInDays(created[row] ?? Number.NaN, now);
    const tests: ((row: number) => boolean)[] = [];
    if (domainId !== null) {
      const domain = domainAt(domainId);
      tests.push((row) => domainOf[row] === domain);
    }
    if (bucket !== null) tests.push((row) => bucketOf(age(row)) === bucket);
    for (const filter of filters) {
      switch (filter) {
        case 'overdue':
          tests.push((row) => isOverdue(age(row), overdueDays));
          break;
        case 'expired':
          tests.push((row) => (expires[row] ?? Number.NaN) <= now);
          break;
        case 'expiring':
          tests.push((row) => isExpiring(expires[row], now));
          break;
        case 'never-expires':
          tests.push((row) => Number.isNaN(expires[row] ?? Number.NaN));
          break;
        case 'user-inactive':
          tests.push((row) => owners[ownerOf[row] ?? -1]?.active === false);
          break;
      }
    }
    return tests;
  }

  /** Null: every row. */
  function contains(text: string): ((row: number) => boolean) | null {
    if (text === '') return null;
    const { nameWords, accessKeys, ownerOf, owners } = columns;
    const hits = new Uint8Array(owners.length);
    for (const [at, { words }] of owners.entries()) if (words.includes(text)) hits[at] = 1;
    return (row) =>
      hits[ownerOf[row] ?? -1] === 1 ||
      nameWords[row]?.includes(text) === true ||
      accessKeys[row]?.includes(text) === true;
  }

  function* inOrder({ descending }: KeyView['sort'], { rows, withValue }: { rows: Uint32Array; withValue: number }) {
    for (let at = 0; at < withValue; at += 1) yield rows[descending ? withValue - 1 - at : at] ?? 0;
    for (let at = withValue; at < rows.length; at += 1) yield rows[at] ?? 0;
    // Rows that came after the order was made.
    for (let row = rows.length; row < columns.size(); row += 1) yield row;
  }

  return {
    async find(view: KeyView, context: ViewContext): Promise<Uint32Array> {
      const text = searchable(view.text.trim());
      const { sort, filters, bucket, domainId } = view;
      const age = Math.floor(context.now / ageMs);
      const key = JSON.stringify([sort, filters.toSorted(), bucket, domainId, context.overdueDays, age]);
      const version = columns.version();
      const same = kept.filter((each) => each.version === version && each.key === key);
      const exact = same.find((each) => each.view.text === text);
      if (exact !== undefined) return exact.rows;
      const wider = same
        .filter((each) => text.includes(each.view.text))
        .toSorted((a, b) => a.rows.length - b.rows.length)[0];

      const order = wider === undefined ? await orders.of(sort.column) : null;
      const candidates = wider?.rows ?? inOrder(sort, order ?? { rows: new Uint32Array(), withValue: 0 });
      const tests = wider === undefined ? passes(view, context) : [];
      const search = contains(text);
      if (search !== null) tests.push(search);
      const found = new Uint32Array(columns.size());
      let count = 0;
      const { gone } = columns;
      for (const row of candidates) {
        if (gone.size > 0 && gone.has(row)) continue;
        let good = true;
        for (const test of tests) {
          if (test(row)) continue;
          good = false;
          break;
        }
        if (good) found[count++] = row;
      }
      const rows = found.slice(0, count);
      // Names came while the order was made: the next call sorts anew.
      if (version === columns.version()) {
        kept = [
          { version, key, view: { ...view, text }, rows },
          ...kept.filter((each) => each.version === version),
        ].slice(0, mostKept);
      }
      return rows;
    },
  };
}

export const isExpiring = (expires: number | undefined, now: number): boolean =>
  expires !== undefined && expires > now && expires <= now + EXPIRING_DAYS * DAY_MS;
