import { describe, expect, it } from 'vitest';
import { allKeys, collected, reportOf, rowsOf, summaryOf } from '../../support/parts/report-desk.ts';
import { setUpSignInDesk } from '../../support/parts/sign-in-desk.ts';
import { unwrap } from '../../support/parts/unwrap.ts';
import { simulatorControls } from '../../support/simulator/simulator-controls.ts';

const { simulator, tell, asked, signInAsAdmin } = setUpSignInDesk(1200);

async function setUp() {
  const { accounts } = await signInAsAdmin();
  return { accounts, ...reportOf(accounts) };
}
/** The simulator's keys in the active domains. */
const keysThere = async () =>
  (await simulatorControls(simulator().url).state()).keys.filter(({ domain }) => domain !== 'Archive 2019');

describe('collecting all keys', () => {
  it('reads each key of each active domain once, with its user, and says so', async () => {
    const { report, defects } = await setUp();
    const summary = await collected(report);
    expect(summary.domains.map(({ name, phase, way, complete }) => [name, phase, way, complete])).toEqual([
      ['Default', 'done', 'list', true],
      ['Archive 2019', 'left-out', null, false],
      ['Contractors', 'done', 'list', true],
      ['Robots', 'done', 'list', true],
    ]);
    expect(summary).toMatchObject({ complete: true, unlisted: [] });
    const rows = await rowsOf(report);
    const there = await keysThere();
    expect(rows).toHaveLength(there.length);
    expect(summary.keys).toBe(there.length);
    const byAccessKey = new Map(there.map((key) => [key.accessKey, key]));
    for (const row of rows) {
      const key = byAccessKey.get(row.accessKey);
      expect([row.userName, row.userOcid, row.domainName, row.name, row.keyId]).toEqual([
        key?.user.userName,
        key?.user.ocid,
        key?.domain,
        key?.name,
        key?.id,
      ]);
      expect(row.email).toContain('@');
      expect(row.userState).not.toBe('unknown');
    }
    expect(defects).toEqual([]);
  });

  it('asks for pages, not for users', async () => {
    const { report } = await setUp();
    await tell('switches', {});
    const before = (await asked()).length;
    await collected(report);
    const requests = (await asked()).slice(before).filter((each) => each.includes('/admin/v1/'));
    // For 1200 users: two pages of users, one page of keys, and three requests that check for completeness. Then two small domains.
    expect(requests.length).toBeLessThanOrEqual(2 + 1 + 3 + 2 * 5);
  });

  it('reads a domain by filters that refuses its list, and one whose list is partial, and says which way it went', async () => {
    const { report } = await setUp();
    await tell('switches', { keyLists: { Default: 'refused', Contractors: 'partial' } });
    const summary = await collected(report);
    const ways = Object.fromEntries(summary.domains.map(({ name, way }) => [name, way]));
    expect(ways).toMatchObject({ Default: 'filters', Contractors: 'filters', Robots: 'list' });
    expect(summary.complete).toBe(true);
    expect(summary.keys).toBe((await keysThere()).length);
  });

  it('leaves a gap where a domain does not answer, and fills it when it goes on', async () => {
    const { report } = await setUp();
    const controls = simulatorControls(simulator().url);
    await controls.setFault({ kind: 'status', status: 503, path: 'CustomerSecretKeys\\?.*startIndex=1&', times: null });
    const summary = await collected(report);
    expect(summary.complete).toBe(false);
    expect(summary.domains.map(({ gaps }) => gaps.map(({ kind }) => kind))).toEqual([
      ['broken-off'],
      [],
      ['broken-off'],
      ['broken-off'],
    ]);
    await controls.clearFaults();
    report.goOn();
    expect((await summaryOf(report)).complete).toBe(true);
  });

  it('reads a domain with a gap anew, and keeps no key of the first reading that somebody has deleted since', async () => {
    const { accounts, report } = await setUp();
    const controls = simulatorControls(simulator().url);
    await controls.setFault({ kind: 'status', status: 403, path: '/Users\\?', times: null });
    const summary = await collected(report);
    expect(summary.complete).toBe(false);
    const row = (await rowsOf(report)).find(
      ({ domainName, userName }) => domainName === 'Default' && userName !== 'ada.byron',
    );
    await controls.clearFaults();
    const { oracle } = unwrap(await accounts.client());
    const owner = { kind: 'user', ocid: row?.userOcid ?? '' } as const;
    unwrap(await oracle.domain(simulator().domainUrl).deleteKey(owner, row?.keyId ?? ''));
    report.goOn();
    const again = await summaryOf(report);
    const there = await keysThere();
    expect(again).toMatchObject({ complete: true, keys: there.length });
    expect((await rowsOf(report)).map(({ accessKey }) => accessKey).toSorted()).toEqual(
      there.map(({ accessKey }) => accessKey).toSorted(),
    );
  });
});

describe('the views of the report', () => {
  it('filters, searches and sorts', async () => {
    const { report } = await setUp();
    await collected(report);
    const grace = unwrap(await report.readRows({ ...allKeys, text: 'Grace.H' }, 0, 10));
    expect(grace).toMatchObject({ total: 1, rows: [{ userName: 'grace.hopper', name: 'backup-nas', overdue: true }] });
    const rows = await rowsOf(report, { ...allKeys, sort: { column: 'created', descending: true } });
    const ages = rows.map(({ ageDays }) => ageDays ?? -1);
    expect(ages).toEqual(ages.toSorted((a, b) => a - b));
    const overdue = await rowsOf(report, { ...allKeys, filters: ['overdue'] });
    expect(overdue).toEqual(expect.arrayContaining([]));
    expect(overdue.every(({ ageDays }) => (ageDays ?? 0) > 90)).toBe(true);
    expect(overdue.length).toBe(rows.filter(({ overdue: is }) => is).length);
  });
});
