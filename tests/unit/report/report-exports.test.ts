import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { KeyView } from '../../../bridge/values/report.ts';
import { failed, success } from '../../../main/basics/outcome.ts';
import { createReportExports } from '../../../main/report/report-exports.ts';
import { setUpKeyDesk } from '../../support/parts/key-desk.ts';
import { unwrap } from '../../support/parts/unwrap.ts';

const { desk, signInAs, start, controls } = setUpKeyDesk(20);

const graces: KeyView = {
  text: 'grace.hopper',
  filters: [],
  bucket: null,
  domainId: null,
  sort: { column: 'created', descending: false },
};

async function withReport() {
  const keydesk = start();
  await signInAs('ADMIN', keydesk.accounts);
  keydesk.report.start();
  await keydesk.report.settled();
  const folder = join(desk().folder.home, 'exports');
  mkdirSync(folder, { recursive: true });
  return { ...keydesk, folder };
}

describe('an export of the report', () => {
  it('is written where the person says, readable by its owner alone, and says what it is', async () => {
    const { reportExports, system, folder } = await withReport();
    system.saveAs = join(folder, 'keys.json');
    const saved = unwrap(await reportExports.save('json', null));
    const json = JSON.parse(readFileSync(system.saveAs, 'utf8'));
    expect(json).toMatchObject({ tenancy: 'acme', account: 'Ada Byron (ada.byron)', complete: true, exported: 'all' });
    const readable = (await controls().state()).keys.filter(({ domain }) => domain !== 'Archive 2019');
    expect(json.keys.map(({ accessKey }: { accessKey: string }) => accessKey).toSorted()).toEqual(
      readable.map(({ accessKey }) => accessKey).toSorted(),
    );
    expect(saved).toEqual({ file: system.saveAs, alsoWritten: null, rows: json.keys.length, sha256: json.sha256 });
    expect(statSync(system.saveAs).mode & 0o777).toBe(0o600);
    expect(system.suggested).toEqual([`customer-secret-keys-acme-${json.takenAt.slice(0, 10)}.json`]);
    expect(json.domains).toContainEqual({
      name: 'Archive 2019',
      counted: null,
      read: 0,
      complete: false,
      reason: 'This domain is inactive, so its keys were not read.',
    });
  });

  it('has the rows that are shown where the person wants those, and says so; a table has its facts beside it', async () => {
    const { reportExports, system, folder } = await withReport();
    system.saveAs = join(folder, 'keys.csv');
    const saved = unwrap(await reportExports.save('csv', graces));
    const [head, ...lines] = readFileSync(system.saveAs, 'utf8').trimEnd().split('\r\n');
    expect(head).toBe('domain,userName,userOcid,name,accessKey,created,expires,ageDays,overdue');
    expect(lines.every((line) => line.startsWith('Default,grace.hopper,'))).toBe(true);
    expect(saved).toMatchObject({ alsoWritten: `${system.saveAs}.about.json`, rows: lines.length });
    const about = JSON.parse(readFileSync(saved?.alsoWritten ?? '', 'utf8'));
    expect(about).toMatchObject({ file: 'keys.csv', exported: 'shown', rows: lines.length, sha256: saved?.sha256 });
    // A second export replaces the file as a whole, and leaves nothing beside it.
    unwrap(await reportExports.save('csv', null));
    expect(readdirSync(folder)).toEqual(['keys.csv', 'keys.csv.about.json']);
  });

  it('replaces no file beside a table that is not one of its own, and then writes nothing', async () => {
    const { reportExports, system, folder } = await withReport();
    system.saveAs = join(folder, 'keys.csv');
    const beside = `${system.saveAs}.about.json`;
    for (const content of ['notes of mine', '{"version":1}', '{"version":1,"file":"other.csv","rows":1,"sha256":""}']) {
      writeFileSync(beside, content);
      expect(await reportExports.save('csv', graces)).toMatchObject({
        problem: { kind: 'export-failed', file: beside, reason: expect.stringContaining('Keydesk did not write') },
      });
      expect(readFileSync(beside, 'utf8')).toBe(content);
      expect(readdirSync(folder)).toEqual(['keys.csv.about.json']);
    }
    // The file `.about.json` beside the export would have a name that is too long.
    system.saveAs = join(folder, `${'k'.repeat(246)}.csv`);
    expect(await reportExports.save('csv', graces)).toMatchObject({ problem: { reason: 'its name is too long' } });
    expect(readdirSync(folder)).toEqual(['keys.csv.about.json']);
  });

  it('says in its name, too, that it is not whole', async () => {
    const { reportExports, system, report } = await withReport();
    await controls().setFault({ kind: 'status', status: 403, path: 'CustomerSecretKeys', times: null });
    report.start();
    await report.settled();
    expect(await reportExports.save('csv', null)).toEqual(success(null));
    expect(system.suggested[0]).toMatch(/-NOT-WHOLE\.csv$/);
  });

  it('leaves what was there as it was where it cannot be written', async () => {
    const { reportExports, system, folder } = await withReport();
    system.saveAs = join(folder, 'keys.json');
    writeFileSync(system.saveAs, 'before');
    chmodSync(system.saveAs, 0o400);
    expect(await reportExports.save('json', null)).toEqual(
      failed({ kind: 'export-failed', file: system.saveAs, reason: 'it is read-only' }),
    );
    expect(readFileSync(system.saveAs, 'utf8')).toBe('before');
    system.saveAs = join(folder, 'link.json');
    symlinkSync(join(folder, 'elsewhere.json'), system.saveAs);
    expect(await reportExports.save('json', null)).toMatchObject({ problem: { reason: 'it is a link' } });
    system.saveAs = join(folder, 'keys.json', 'below.json');
    expect(await reportExports.save('json', null)).toMatchObject({
      problem: { reason: 'a part of its path is a file and no folder' },
    });
    expect(readdirSync(folder)).toEqual(['keys.json', 'link.json']);
  });

  it('writes nothing when the dialog is closed, Keydesk is locked before its end, or there is no report', async () => {
    const { reportExports, system, folder, lock } = await withReport();
    expect(await reportExports.save('csv', null)).toEqual(success(null));
    system.saveAs = join(folder, 'keys.csv');
    system.onDialog = () => lock.lock();
    expect(await reportExports.save('csv', null)).toEqual(failed({ kind: 'report-none' }));
    expect(await reportExports.print()).toEqual(failed({ kind: 'report-none' }));
    expect(readdirSync(folder)).toEqual([]);
  });

  it('copies the access keys of a selection, one a line', async () => {
    const { reportExports, report, clipboard } = await withReport();
    const { rows, report: id } = unwrap(await report.readRows(graces, 0, 10));
    const selection = { kind: 'rows', report: id, rows: rows.map(({ row }) => row) } as const;
    expect(unwrap(await reportExports.copyAccessKeys(selection))).toEqual({ copied: rows.length });
    expect(clipboard.text).toBe(rows.map(({ accessKey }) => accessKey).join('\n'));
  });
});

describe('the printed page', () => {
  const printing = async (print: (html: string) => ReturnType<Parameters<typeof createReportExports>[0]['print']>) => {
    const keydesk = await withReport();
    const html: string[] = [];
    const exports = createReportExports({
      report: keydesk.report,
      headOf: (summary) => ({
        takenAt: '2026-11-27T16:00:00.000Z',
        account: 'Ada',
        tenancy: '<script>alert(1)</script>',
        maxAgeDays: 90,
        complete: false,
        exported: 'all',
        domains: summary.domains.map(({ read }) => ({
          name: '<b>&',
          counted: 1,
          read,
          complete: false,
          reason: '<i>',
        })),
      }),
      chooseSavePath: async () => null,
      copyText: async () => success(null),
      isLocked: () => false,
      print: async (page) => {
        html.push(page);
        return print(page);
      },
    });
    return { printed: await exports.print(), html: html.join('') };
  };

  it('says what matters on one page, with everything of others as text', async () => {
    const { printed, html } = await printing(async () => success(null));
    expect(printed).toEqual(success(null));
    expect(html).toMatch(/At least \d+ of \d+ keys read are older than 90 days\./);
    expect(html).toContain('This report is not whole.');
    expect(html).toContain('<td>Over a year</td>');
    expect(html).toMatch(/SHA-256 of all rows: [0-9a-f]{64}/);
    expect(html).not.toMatch(/<script|<style|style=|<b>|<i>/);
  });

  it('is no failure when the person closes the dialog, and one in words when the printer fails', async () => {
    expect((await printing(async () => failed({ kind: 'print-cancelled' }))).printed).toEqual(success(null));
    const { printed } = await printing(async () => failed({ kind: 'print-busy' }));
    expect(printed).toEqual(failed({ kind: 'report-unprinted', print: { kind: 'print-busy' } }));
  });
});
