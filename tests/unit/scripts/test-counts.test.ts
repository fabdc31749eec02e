import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp, readFile, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkout } from '../../../scripts/project/checkout.mjs';
import { countTests } from '../../../scripts/project/test-counts.mjs';
import type { RunRecordLine } from '../../support/runner/run-record.ts';

const folder = mkdtempSync(join(tmpdir(), 'counts-'));
afterAll(() => rmSync(folder, { recursive: true }));

const well = { code: 0, timedOut: false };
const badly = { code: 1, timedOut: false };
const endedByLimit = { code: 128, timedOut: true };

const window = 'tests/e2e/window.spec.ts';

function recordOf(lines: readonly RunRecordLine[], more = ''): string {
  const file = join(folder, 'record.jsonl');
  writeFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join('') + more);
  return file;
}
const tests = (count: number): RunRecordLine => ({ kind: 'tests', file: window, count });
const begun = (title: string): RunRecordLine => ({ kind: 'begun', file: window, title });
const ended = (
  title: string,
  outcome: 'passed' | 'failed' | 'skipped' | 'again',
  message = '',
): readonly RunRecordLine[] => [begun(title), { kind: 'ended', file: window, title, outcome, ms: 12, message }];

describe('the count of a suite', () => {
  it('is what its record says, with a line for each test that failed', () => {
    const record = recordOf([
      tests(3),
      ...ended('opens', 'passed'),
      ...ended('closes', 'failed', 'Error: too small'),
      ...ended('moves', 'skipped'),
    ]);
    expect(countTests(record, badly)).toEqual({
      passed: 1,
      failed: 1,
      skipped: 1,
      notReached: 0,
      failures: [`${window} › closes: Error: too small`],
      again: [],
    });
  });
  it('tells the test that passed at its second attempt, and counts one that failed twice as one failure', () => {
    const record = recordOf([
      tests(2),
      ...ended('opens', 'again', 'Error: too small'),
      ...ended('closes', 'again', 'Error: still there'),
      ...ended('opens', 'passed'),
      ...ended('closes', 'failed', 'Error: still there'),
    ]);
    expect(countTests(record, badly)).toEqual({
      passed: 1,
      failed: 1,
      skipped: 0,
      notReached: 0,
      failures: [`${window} › closes: Error: still there`],
      again: [`${window} › opens: Error: too small`],
    });
  });
  it('has a failure where more than three tests passed at their second attempt only', () => {
    const titles = ['opens', 'closes', 'moves', 'hides'];
    const record = recordOf([
      tests(4),
      ...titles.flatMap((title) => [...ended(title, 'again'), ...ended(title, 'passed')]),
    ]);
    expect(countTests(record, well)).toMatchObject({
      passed: 4,
      failed: 1,
      failures: ['4 tests passed at their second attempt only, and 3 may'],
    });
  });
  it('has a failure for each thing that failed outside of a test', () => {
    const record = recordOf([
      tests(1),
      ...ended('opens', 'passed'),
      { kind: 'fault', message: 'tests/unit/b.test.ts: No b' },
    ]);
    expect(countTests(record, badly)).toMatchObject({ passed: 1, failed: 1, failures: ['tests/unit/b.test.ts: No b'] });
  });
  it('has a failure where all tests passed and the program did not', () => {
    const record = recordOf([tests(1), ...ended('opens', 'passed')]);
    expect(countTests(record, badly)).toMatchObject({ passed: 1, failed: 1, failures: ['ended with code 1'] });
  });
  it('has a failure where no test was found, or nothing was recorded', () => {
    expect(countTests(recordOf([]), well)).toMatchObject({ failed: 1, failures: ['no test was found'] });
    expect(countTests(join(folder, 'none.jsonl'), well).failed).toBe(1);
    expect(countTests(join(folder, 'none.jsonl'), badly).failed).toBe(1);
  });
});

describe('a suite that ran into its limit', () => {
  const unread: RunRecordLine = { kind: 'file', file: 'tests/unit/b.test.ts' };
  const record = () => recordOf([unread, tests(5), ...ended('opens', 'passed'), begun('closes')], '{"kind":"end');

  it('tells what passed, what was not reached and what was running, also with half a last line', () => {
    expect(countTests(record(), endedByLimit)).toEqual({
      passed: 1,
      failed: 1,
      skipped: 0,
      notReached: 4,
      failures: [`ran into its limit, tests not reached: 4, files not read: 1, running: ${window} › closes`],
      again: [],
    });
  });
  it('fails even where all of its tests had passed', () => {
    const all = recordOf([tests(1), ...ended('opens', 'passed')]);
    expect(countTests(all, endedByLimit)).toMatchObject({ passed: 1, failed: 1 });
  });
  it('is distinguished from one that ended by itself before its tests did', () => {
    expect(countTests(record(), well)).toMatchObject({ failed: 1, notReached: 4 });
    expect(countTests(record(), well).failures[0]).toMatch(/^ended early, tests not reached: 4/);
  });
});

/** Test files for Playwright, in which something fails at the first attempt, or always. */
const sources = {
  'serial.spec.mjs': `
    test.describe.configure({ mode: 'serial' });
    test('opens', () => {});
    test('closes', ({}, { retry }) => expect(retry).toBe(1));
    test('moves', () => {});
    test('hides', () => test.skip(true));
  `,
  'prepared.spec.mjs': `
    test.beforeAll(({}, { retry }) => expect(retry).toBe(1));
    test('opens', () => {});
    test('closes', () => {});
  `,
  'failing.spec.mjs': `
    test.describe.configure({ mode: 'serial' });
    test('opens', () => expect(1).toBe(2));
    test('closes', () => {});
  `,
};

/** Runs the test files with Playwright, as a whole run does, and gives the lines of its record. */
async function recordOfPlaywright(): Promise<RunRecordLine[]> {
  const at = await mkdtemp(join(folder, 'playwright-'));
  await symlink(join(checkout, 'node_modules'), join(at, 'node_modules'));
  const reporter = JSON.stringify(join(checkout, 'tests', 'support', 'runner', 'playwright-record.ts'));
  await writeFile(join(at, 'playwright.config.mjs'), `export default { retries: 1, reporter: [[${reporter}]] };`);
  for (const [name, source] of Object.entries(sources))
    await writeFile(join(at, name), `import { test, expect } from '@playwright/test';\n${source}`);
  const record = join(at, 'record.jsonl');
  const cli = join(checkout, 'node_modules', '@playwright', 'test', 'cli.js');
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1', KEYDESK_RECORD: record };
  await promisify(execFile)(process.execPath, [cli, 'test'], { cwd: at, env }).catch(() => undefined);
  return (await readFile(record, 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

describe('the record of Playwright has each test once', () => {
  let record: RunRecordLine[] = [];
  beforeAll(async () => {
    record = await recordOfPlaywright();
  });
  const linesOf = (name: keyof typeof sources) =>
    recordOf(record.filter((line) => line.kind === 'fault' || line.file.endsWith(name)));

  it('where a test of a serial file fails once: the tests before it end twice, those after it are left out at first', () => {
    expect(countTests(linesOf('serial.spec.mjs'), well)).toEqual({
      passed: 3,
      failed: 0,
      skipped: 1,
      notReached: 0,
      failures: [],
      again: [expect.stringContaining('serial.spec.mjs › closes: Error: expect(received).toBe(expected)')],
    });
  });
  it('where the preparation of a file fails once: all tests but the first are left out at first', () => {
    const counts = countTests(linesOf('prepared.spec.mjs'), well);
    expect(counts).toMatchObject({ passed: 2, failed: 0, skipped: 0, notReached: 0, failures: [] });
  });
  it('where a test fails twice: the tests after it were not reached', () => {
    const counts = countTests(linesOf('failing.spec.mjs'), badly);
    expect(counts).toMatchObject({ passed: 0, failed: 2, skipped: 0, notReached: 1 });
    expect(counts.failures[1]).toBe('ended early, tests not reached: 1');
  });
});
