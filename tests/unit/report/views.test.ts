import { describe, expect, it, vi } from 'vitest';
import { ageBuckets, type KeyView, keyFilters, type ReportRow, sortColumns } from '../../../bridge/values/report.ts';
import { createColumns } from '../../../main/report/columns.ts';
import { createOrders } from '../../../main/report/orders.ts';
import { sortable } from '../../../main/report/search-text.ts';
import { rowOf } from '../../../main/report/summary.ts';
import { createViews } from '../../../main/report/views.ts';
import { allKeys } from '../../support/parts/report-desk.ts';
import { fc, runs } from '../../support/random/random-runs.ts';

const now = Date.parse('2026-11-27T12:00:00Z');
const day = 86_400_000;
const domains = ['Default', 'Contractors', 'Ärzte'].map((name) => ({
  ocid: `ocid1.domain.${name}`,
  name,
  url: 'https://example.com',
  state: 'ACTIVE' as const,
  licenseType: null,
}));
const dateOf = (days: number | null) => (days === null ? null : new Date(now - days * day).toISOString());

const texts = fc.oneof(
  fc.constantFrom(
    'backup-9',
    'backup-10',
    'Backup-9',
    'émile',
    'emile',
    'ci',
    '',
    'Резервная',
    '紫式部',
    'a\u0000b',
    'ß',
  ),
  fc.string({ unit: 'binary', maxLength: 6 }),
);
/** Any number of days, often just before or after a limit. */
const days = fc.oneof(
  fc.constant(null),
  fc.integer({ min: -40, max: 900 }),
  fc.constantFrom(0, 30, 31, 60, 61, 90, 91, 180, 181, 365, 366).map((limit) => limit + 1e-9),
  fc.constantFrom(0, 30, 31, 60, 61, 90, 91, 180, 181, 365, 366, -1, -1.0001, -14),
);
const keys = fc.array(
  fc.record({
    name: texts,
    user: fc.nat({ max: 9 }),
    userName: texts,
    domain: fc.nat({ max: 2 }),
    created: days,
    expires: days,
  }),
  { maxLength: 40 },
);
const views: fc.Arbitrary<KeyView> = fc.record({
  text: fc.oneof(fc.constant(''), texts),
  filters: fc.uniqueArray(fc.constantFrom(...keyFilters), { maxLength: 2 }),
  bucket: fc.option(fc.constantFrom(...ageBuckets)),
  domainId: fc.option(fc.constantFrom(...domains.map(({ ocid }) => ocid), 'ocid1.domain.other')),
  sort: fc.record({ column: fc.constantFrom(...sortColumns), descending: fc.boolean() }),
});

/** The same filters, written a second time: they judge each row by what a person sees of it. */
function passes(row: ReportRow, view: KeyView): boolean {
  const expires = row.expires === null ? null : Date.parse(row.expires);
  const filters: Record<(typeof keyFilters)[number], boolean> = {
    overdue: row.overdue,
    expired: expires !== null && expires <= now,
    expiring: expires !== null && expires > now && expires <= now + 14 * day,
    'never-expires': expires === null,
    'user-inactive': row.userState === 'inactive',
  };
  const low = (text: string) => text.normalize('NFC').toLowerCase();
  const wanted = low(view.text.trim());
  const shown = [row.userName, row.displayName, row.email ?? '', row.name, row.accessKey];
  return (
    view.filters.every((filter) => filters[filter]) &&
    (view.bucket === null || row.bucket === view.bucket) &&
    (view.domainId === null || row.domainId === view.domainId) &&
    (wanted === '' || (!wanted.includes('\u0000') && shown.some((text) => low(text).includes(wanted))))
  );
}

const sortValue = (row: ReportRow, column: KeyView['sort']['column']): string | number | null => {
  const ms = (text: string | null) => (text === null ? null : Date.parse(text));
  const state = { active: 0, inactive: 1, unknown: null }[row.userState];
  const domain = sortable(row.domainName ?? '');
  const values = {
    user: sortable(row.userName),
    domain,
    name: sortable(row.name),
    'access-key': sortable(row.accessKey),
  };
  return { ...values, created: ms(row.created), expires: ms(row.expires), 'user-state': state }[column];
};

describe('a view of all keys', () => {
  it('has the rows that pass its filters and its search, in its order, and no others', async () => {
    await fc.assert(
      fc.asyncProperty(keys, fc.array(views, { minLength: 1, maxLength: 4 }), async (made, looks) => {
        const columns = createColumns();
        for (const [at, key] of made.entries()) {
          const owner = {
            id: `u${key.user}`,
            ocid: `ocid1.user.${key.user}`,
            userName: key.userName,
            displayName: null,
          };
          const [created, expires] = [dateOf(key.created), dateOf(key.expires)];
          columns.putKey(key.domain, { id: `k${at}`, name: key.name, accessKey: `${at}f`, created, expires, owner });
          const active = key.user % 2 === 0;
          const { id, ocid, userName } = owner;
          const user = { id, ocid, userName, displayName: 'Émile', email: null, active };
          if (key.user % 3 !== 0) columns.putUser(key.domain, user, false);
        }
        if (made.length % 2 === 0) columns.settle();
        if (made.length > 3) columns.remove([2]);
        const names = () => domains.map(({ name }) => name);
        const { find } = createViews(columns, createOrders(columns, names));
        const ages = { now, overdueDays: 90 };
        const shown = (row: number) => rowOf(columns, row, domains[columns.domainOf[row] ?? -1] ?? null, ages);
        const all = made.flatMap((_, row) => (columns.gone.has(row) ? [] : (shown(row) ?? [])));
        for (const view of looks) {
          const domainAt = (ocid: string | null) => domains.findIndex((domain) => domain.ocid === ocid);
          const found = [...(await find(view, { ...ages, domainAt }))].flatMap((row) => shown(row) ?? []);
          const expected = all.filter((row) => passes(row, view));
          expect(found.map(({ row }) => row).toSorted((a, b) => a - b)).toEqual(expected.map(({ row }) => row));
          const values = found.map((row) => sortValue(row, view.sort.column));
          const valued = values.filter((value) => value !== null);
          expect(values.slice(0, valued.length)).toEqual(valued);
          const up = view.sort.descending ? valued.toReversed() : valued;
          for (const [at, value] of up.entries()) expect(at === 0 || (up[at - 1] ?? '') <= value).toBe(true);
        }
      }),
      { numRuns: runs(200) },
    );
  });

  it('keeps its orders when keys are deleted, and finds the keys that are left', async () => {
    const columns = createColumns();
    const [created, expires] = [dateOf(10), null];
    for (const id of ['k2', 'k0', 'k1']) {
      const owner = { id: 'u', ocid: 'ocid1.user.u', userName: 'ada', displayName: null };
      columns.putKey(0, { id, name: id, accessKey: `${id}f`, created, expires, owner });
    }
    const orders = createOrders(columns, () => ['Default']);
    const { find } = createViews(columns, orders);
    const look = { ...allKeys, text: 'ada', sort: { column: 'name', descending: false } } as const;
    const context = { now, overdueDays: 90, domainAt: () => 0 };
    expect([...(await find(look, context))]).toEqual([1, 2, 0]);
    const before = await orders.of('name');
    columns.remove([2]);
    // Longer than the age that an order may have while rows are coming in.
    const later = vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 60_000);
    expect([...(await find(look, context))]).toEqual([1, 0]);
    expect(await orders.of('name')).toBe(before);
    later.mockRestore();
    const owner = { id: 'v', ocid: 'ocid1.user.v', userName: 'ada.two', displayName: null };
    columns.putKey(0, { id: 'k-1', name: 'a', accessKey: 'f', created, expires, owner });
    columns.settle();
    expect([...(await find(look, context))].toSorted()).toEqual([0, 1, 3]);
  });
});
