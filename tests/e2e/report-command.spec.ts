import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { keydeskWords, startCommand, withoutDisplay } from '../support/app/command-line.ts';
import { test as keydeskTest } from '../support/app/keydesk-test.ts';
import { simulatorControls } from '../support/simulator/simulator-controls.ts';

keydeskTest.skip(process.platform !== 'linux', 'a shell without a display');

interface ReportFixtures {
  /** Runs `keydesk report` as the simulator's ADMIN, without a display, for the smallest domain. */
  report: {
    readonly file: string;
    readonly controls: ReturnType<typeof simulatorControls>;
    start(...words: string[]): ReturnType<typeof startCommand>;
  };
}

const test = keydeskTest.extend<ReportFixtures>({
  report: async ({ env, home, simulator }, use) => {
    const always = ['report', '--profile', 'ADMIN', '--config', simulator.configFile, '--domain', 'Robots'];
    const start = (...words: string[]) => {
      const run = startCommand([...keydeskWords(join(home, 'profile')), ...always, ...words], withoutDisplay(env));
      // On a slow machine Keydesk reports its progress every three seconds: remove those lines.
      const ended = run.ended.then((result) => ({
        ...result,
        err: result.err.replace(/^keydesk: .* rows read.*\n/gm, ''),
      }));
      return { ...run, ended };
    };
    await use({ file: join(home, 'keys.json'), controls: simulatorControls(simulator.url), start });
  },
});

test('tells by its exit code whether keys are overdue, and writes the same report to a file and to a pipe', async ({
  report,
}) => {
  const none = await report.start('--max-age', '3650', '--format', 'json').ended;
  expect(none).toMatchObject({ code: 0, err: expect.stringMatching(/keydesk: None of \d+ keys is older/) });
  const keys = (await report.controls.state()).keys.filter(({ domain }) => domain === 'Robots');
  const json = JSON.parse(none.out);
  expect(json.keys.map((key: { accessKey: string }) => key.accessKey).toSorted()).toEqual(
    keys.map(({ accessKey }) => accessKey).toSorted(),
  );
  expect(json).toMatchObject({ version: 1, tenancy: 'acme', maxAgeDays: 3650, complete: true });

  const some = await report.start('--max-age', '1', '--format', 'json', '--output', report.file).ended;
  expect(some).toMatchObject({ code: 2, out: '' });
  const written = JSON.parse(readFileSync(report.file, 'utf8'));
  expect(written.keys.map(({ accessKey }: { accessKey: string }) => accessKey)).toEqual(
    json.keys.map(({ accessKey }: { accessKey: string }) => accessKey),
  );
  expect(written.keys.some(({ overdue }: { overdue: boolean }) => overdue)).toBe(true);

  const table = await report.start('--max-age', '1').ended;
  expect(table).toMatchObject({ code: 2, err: '' });
  expect(table.out).toMatch(/keys are older than 1 day\.\n/);
});

test('tells by its exit code that a report is not whole, and that there is none', async ({ report }) => {
  await report.controls.setFault({ kind: 'status', status: 403, path: 'CustomerSecretKeys', times: null });
  const partial = await report.start('--format', 'csv', '--output', report.file).ended;
  expect(partial).toMatchObject({ code: 3, err: expect.stringContaining('keydesk: THIS REPORT IS NOT WHOLE.') });
  expect(readFileSync(report.file, 'utf8')).toContain('\nRobots,,,NOT WHOLE: ');
  expect(JSON.parse(readFileSync(`${report.file}.about.json`, 'utf8'))).toMatchObject({ complete: false, rows: 0 });

  await report.controls.clearFaults();
  const elsewhere = await report.start('--output', '/proc/keys.csv').ended;
  expect(elsewhere).toMatchObject({ code: 1, out: '', err: expect.stringContaining('could not be written') });
  const unknown = await report.start('--domain=Nowhere').ended;
  expect(unknown).toMatchObject({ code: 1, out: '', err: expect.stringContaining('--domain is given twice\nUsage: ') });
});

test('ends at Ctrl+C and with a pipe that is closed, and leaves no file', async ({ report }) => {
  await report.controls.setFault({ kind: 'hold', path: 'CustomerSecretKeys', times: null });
  const held = report.start('--format', 'json', '--output', report.file);
  const asked = async () => (await report.controls.asked()).latest.some(({ target }) => /SecretKeys/.test(target));
  await expect.poll(asked).toBe(true);
  held.process.kill('SIGINT');
  expect(await held.ended).toEqual({ code: 130, out: '', err: 'keydesk: stopped; no report was written.\n' });
  expect(existsSync(report.file)).toBe(false);
  await report.controls.clearFaults();

  const unread = report.start('--format', 'csv');
  unread.process.stdout?.destroy();
  expect(await unread.ended).toEqual({ code: 1, out: '', err: '' });
});
