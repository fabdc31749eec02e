import { once } from 'node:events';
import { createServer, setGlobalProxyFromEnv } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openCommandNetwork } from '../../../main/command-line/command-network.ts';
import { parseCommand } from '../../../main/command-line/parse-command.ts';
import { headLines, progressLine, reportTable } from '../../../main/command-line/report-words.ts';
import type { ExportHead, ExportRow } from '../../../main/report/export-report.ts';
import { fc } from '../../support/random/random-runs.ts';

const usual = {
  kind: 'report',
  source: { kind: 'account', name: null },
  domain: null,
  maxAgeDays: 90,
  expiringDays: 14,
  format: 'table',
  output: null,
};
const parse = (...words: string[]) => parseCommand(['report', ...words]);
/** Code 1: 2 says that keys are overdue. */
const mistake = (message: string) => ({ kind: 'mistake', exitCode: 1, message });

describe('the words of keydesk report', () => {
  it('are read in any order, with a space or =', () => {
    expect(parse()).toEqual(usual);
    expect(parse('--max-age', '30', '--format=csv', '--output', 'a b.csv')).toEqual({
      ...usual,
      maxAgeDays: 30,
      format: 'csv',
      output: 'a b.csv',
    });
    expect(parse('--domain=a=b', '--account', 'Ada Byron', '--expiring', '0')).toEqual({
      ...usual,
      domain: 'a=b',
      source: { kind: 'account', name: 'Ada Byron' },
      expiringDays: 0,
    });
    expect(parse('--profile', 'ADMIN', '--config', '/etc/oci', '--user-data-dir=/tmp/x')).toEqual({
      ...usual,
      source: { kind: 'profile', name: 'ADMIN', config: '/etc/oci' },
    });
    expect(parse('--output', 'x', '--help')).toEqual({ kind: 'help' });
  });

  it.each([
    [['--max-age', '0'], '--max-age takes a number of days from 1 to 3650'],
    [['--max-age', '90d'], '--max-age takes a number of days from 1 to 3650'],
    [['--expiring', '-1'], '--expiring takes a number of days from 0 to 3650'],
    [['--format', 'xml'], '--format takes table, csv or json'],
    [['--format'], '--format needs a value'],
    [['--output', '--format', 'csv'], '--output needs a value'],
    [['--output='], '--output needs a value'],
    [['--domain', 'a', '--domain', 'b'], '--domain is given twice'],
    [['--all'], 'report has no option --all'],
    [['-f', 'csv'], 'report has no option -f'],
    [['Default'], 'report does not take Default'],
    [['--config', 'x'], '--config needs --profile, the name of a profile in that file'],
    [
      ['--account', 'a', '--profile', 'b'],
      '--account and --profile exclude each other: a report is of one account, or of one profile',
    ],
  ])('%j are refused in a sentence', (words, message) => expect(parse(...words)).toEqual(mistake(message)));

  it('never are a window, whatever they are', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.constantFrom('--account', '--format=csv', '--', '='))), (words) => {
        expect(['report', 'mistake', 'help']).toContain(parse(...words)?.kind);
      }),
    );
  });
});

describe('the network of a command', () => {
  it('goes through the proxy of the environment, and not for this computer', async () => {
    const asked: string[] = [];
    const proxy = createServer().on('connect', ({ url }, socket) => {
      asked.push(url ?? '');
      socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    });
    proxy.on('request', (_request, response) => response.end('direct'));
    await once(proxy.listen(0, '127.0.0.1'), 'listening');
    const { port } = proxy.address() as AddressInfo;
    const restore = setGlobalProxyFromEnv({});
    onTestFinished(() => {
      restore();
      proxy.close();
    });
    const fetch = openCommandNetwork({ HTTPS_PROXY: `127.0.0.1:${port}`, HTTP_PROXY: 'http://127.0.0.1:1' });
    await expect(fetch?.('https://iam.example.test/')).rejects.toThrow();
    expect(asked).toEqual(['iam.example.test:443']);
    expect(await (await fetch?.(`http://127.0.0.1:${port}/`))?.text()).toBe('direct');
    expect(openCommandNetwork({ https_proxy: 'http://[' })).toBeNull();
  });
});

const head: ExportHead = {
  takenAt: '2026-11-27T16:00:00.000Z',
  account: 'Ada (ada)',
  tenancy: 'acme',
  maxAgeDays: 90,
  complete: false,
  exported: 'all',
  domains: [{ name: 'Par\u202etners', counted: null, read: 0, complete: false, reason: 'Oracle answered 403.' }],
};
const counts = { keys: 9841, overdue: 37, expiring: 1, undated: 2, expiringDays: 14 };
const row: ExportRow = {
  domain: 'Default',
  userName: 'grace\u001b[2J',
  userOcid: 'ocid1.user',
  name: 'ci',
  accessKey: '4f1c',
  created: '2026-01-01T00:00:00.000Z',
  expires: null,
  ageDays: 330,
  overdue: true,
};

describe('what keydesk report says', () => {
  it('begins with a gap, then the sentence that matters', () => {
    expect(headLines(head, counts)).toEqual([
      'THIS REPORT IS NOT WHOLE.',
      'At least 37 of 9,841 keys read are older than 90 days.',
      'Par<U+202E>tners: Oracle answered 403.',
      '1 key is about to expire, within 14 days.',
      '2 keys have no usable date.',
    ]);
    const whole = { ...head, complete: true, domains: [] };
    expect(headLines(whole, { ...counts, overdue: 0, expiring: 0, undated: 0 })).toEqual([
      'None of 9,841 keys is older than 90 days.',
    ]);
  });

  it('shows people the oldest keys first, 1,000 at most, and nothing that moves a cursor', () => {
    const rows = [{ ...row, ageDays: null }, row, ...new Array<ExportRow>(1200).fill({ ...row, ageDays: 100 })];
    const table = reportTable(head, counts, rows);
    expect(table).not.toMatch(/[^\P{Cc}\n]/u);
    const lines = table.split('\n');
    const first = lines.findIndex((line) => line.startsWith('AGE')) + 1;
    expect(lines[first]).toMatch(/^330 {2}Default {2}grace<U\+001B>\[2J {2}ci/);
    expect(table).toContain('202 more: --format csv lists every key.');
  });

  it('says how far it is, and how long it takes as soon as that is known', () => {
    expect(progressLine(12_000, null, null)).toBe('12,000 rows read');
    expect(progressLine(12_000, 300_000, 45)).toBe('12,000 of 300,000 rows read, about 45 s left');
    expect(progressLine(12_000, 300_000, 600)).toBe('12,000 of 300,000 rows read, about 10 min left');
  });
});
