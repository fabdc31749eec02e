import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, setGlobalProxyFromEnv } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ReportRow } from '../../../bridge/values/report.ts';
import { success } from '../../../main/basics/outcome.ts';
import { openCommandNetwork } from '../../../main/command-line/command-network.ts';
import { parseCommand } from '../../../main/command-line/parse-command.ts';
import type { ReportCommand } from '../../../main/command-line/parse-report.ts';
import { reportCommand } from '../../../main/command-line/report-command.ts';
import { headLines, progressLine, reportTable } from '../../../main/command-line/report-words.ts';
import type { ExportHead, ExportRow } from '../../../main/report/export-report.ts';
import type { Report, ReportStanding } from '../../../main/report/report-contract.ts';
import { unwrap } from '../../support/parts/unwrap.ts';
import { fc } from '../../support/random/random-runs.ts';

const usual = {
  kind: 'report',
  source: { kind: 'account', name: null },
  domain: null,
  maxAgeDays: null,
  expiringDays: 14,
  format: 'table',
  output: null,
};
const parse = (...words: string[]) => parseCommand(['report', ...words]);
/** A mistake ends with code 1, since code 2 says that keys are overdue. */
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

describe('keydesk report', () => {
  const standing = (kind: 'done' | 'paused', problem: unknown, keys: number) =>
    ({ kind, problem, summary: { keys } }) as unknown as ReportStanding;

  /** Runs the command on a report with `keys` overdue keys. `onPrint` is called with each chunk of standard output. */
  async function run(
    words: readonly string[],
    {
      end = standing('done', null, 1),
      complete = true,
      keys = 1,
      onPrint = () => {},
      onHead = () => {},
    }: RunOptions = {},
  ) {
    const controller = new AbortController();
    const printed: string[] = [];
    const said: string[] = [];
    const found = { domainName: 'Default', ...row, userId: 'u', keyId: 'k' } as unknown as ReportRow;
    const report = {
      subscribe: () => () => {},
      start: () => {},
      stop: () => {},
      settled: async () => end,
      everyRow: async () => success({ summary: { keys }, rows: new Array<ReportRow>(keys).fill(found) }),
    } as unknown as Report;
    const code = unwrap(
      await reportCommand(parse(...words) as ReportCommand, {
        isScreen: false,
        print: async (text) => {
          printed.push(text);
          onPrint(controller);
          return success(null);
        },
        say: async (line) => said.push(line),
        open: async () => success({ report, account: null }),
        sentenceOf: ({ kind }) => `It was ${kind}.`,
        headOf: () => {
          onHead(controller);
          return { ...head, complete, domains: [] };
        },
        now: Date.now,
        interrupted: controller.signal,
      }).then((outcome) => (outcome.ok ? outcome : success(`${JSON.stringify(outcome.problem)}`))),
    );
    return { code, out: printed.join(''), err: said.join('\n') };
  }

  it('writes what was read before the network went away, and says that it is not whole', async () => {
    const end = standing('paused', { kind: 'unreachable' }, 1);
    const { code, out, err } = await run(['--format', 'csv'], { end, complete: false });
    expect(code).toBe(3);
    expect(out).toContain('NOT WHOLE');
    expect(err).toMatch(/^keydesk: It was unreachable\.\nkeydesk: THIS REPORT IS NOT WHOLE\./);
  });

  it('fails, and writes nothing, where nothing could be read', async () => {
    const none = await run([], { end: standing('paused', { kind: 'session-over' }, 0), keys: 0 });
    expect(none).toEqual({ code: '{"kind":"told","text":"It was session-over."}', out: '', err: '' });
  });

  it('leaves no half of a file, and ends a pipe, where it is stopped while it writes', async () => {
    const stop = (controller: AbortController) => controller.abort(130);
    const stopped = await run(['--format', 'json'], { keys: 5000, onPrint: stop });
    expect(stopped).toMatchObject({ code: 130, err: 'keydesk: stopped; no report was written.' });
    expect(stopped.out.length).toBeLessThan(100_000);

    const folder = mkdtempSync(join(tmpdir(), 'report-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const words = ['--format', 'json', '--output', join(folder, 'keys.json')];
    expect(await run(words, { keys: 5000, onHead: stop })).toMatchObject({ code: 130, out: '' });
    expect(readdirSync(folder)).toEqual([]);
    expect(await run(words)).toMatchObject({ code: 2, out: '' });
    expect(readdirSync(folder)).toEqual(['keys.json']);
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
    // Node remembers the former proxy settings only if these set a proxy.
    const restore = setGlobalProxyFromEnv({ http_proxy: 'http://127.0.0.1:1' });
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

interface RunOptions {
  readonly end?: ReportStanding;
  readonly complete?: boolean;
  readonly keys?: number;
  readonly onPrint?: (controller: AbortController) => void;
  /** Called just before the command writes. */
  readonly onHead?: (controller: AbortController) => void;
}

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
