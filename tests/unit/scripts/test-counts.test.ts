import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { countTests } from '../../../scripts/project/test-counts.mjs';
import PlaywrightRecord from '../../support/runner/playwright-record.ts';
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

describe('a test of a file whose tests are tried again together', () => {
  const inFile = (title: string) => ({
    location: { file: `/copy/${window}`, line: 1, column: 1 },
    title,
    parent: { type: 'file' },
    retries: 1,
    expectedStatus: 'passed',
    results: [] as { retry: number; status: string; duration: number }[],
  });
  type Tried = ReturnType<typeof inFile>;

  /** Calls the reporter as Playwright does, with the values that the record reads. */
  function runOf(tests: Tried[], attempts: readonly (readonly [Tried, retry: number, status: string])[]) {
    const file = join(folder, 'playwright.jsonl');
    vi.stubEnv('KEYDESK_RECORD', file);
    const record = new PlaywrightRecord();
    vi.unstubAllEnvs();
    record.onBegin(null, { allTests: () => tests } as never);
    for (const [test, retry, status] of attempts) {
      record.onTestBegin(test as never);
      const result = { retry, status, duration: 12 };
      test.results.push(result);
      record.onTestEnd(test as never, result as never);
    }
    return file;
  }

  it('counts once, although it ends at each attempt', () => {
    const [opens, closes] = [inFile('opens'), inFile('closes')];
    const file = runOf(
      [opens, closes],
      [
        [opens, 0, 'passed'],
        [closes, 0, 'failed'],
        [opens, 1, 'passed'],
        [closes, 1, 'passed'],
      ],
    );
    const told = { passed: 2, failed: 0, notReached: 0, failures: [], again: [`${window} › closes: `] };
    expect(countTests(file, well)).toMatchObject(told);
  });
});
