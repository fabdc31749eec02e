import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { countTests } from '../../../scripts/project/test-counts.mjs';

const folder = mkdtempSync(join(tmpdir(), 'counts-'));
afterAll(() => rmSync(folder, { recursive: true }));

const well = { code: 0, timedOut: false };
const badly = { code: 1, timedOut: false };

function reportOf(content: object | string): string {
  const file = join(folder, 'report.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

const vitestReport = (passed: number, failed: number, files: object[] = []) =>
  reportOf({ numPassedTests: passed, numFailedTests: failed, numPendingTests: 1, numTodoTests: 0, testResults: files });

const playwrightReport = (expected: number, unexpected: number, errors: object[] = []) =>
  reportOf({ stats: { expected, unexpected, flaky: 0, skipped: 2 }, errors });

describe('the count of a suite', () => {
  it('is what the report of vitest says', () => {
    expect(countTests(vitestReport(5, 2), badly)).toMatchObject({ passed: 5, failed: 2, skipped: 1 });
  });
  it('is what the report of Playwright says', () => {
    expect(countTests(playwrightReport(3, 1), badly)).toMatchObject({ passed: 3, failed: 1, skipped: 2 });
  });
  it('has a failure for a file that could not be loaded', () => {
    const unloadable = { status: 'failed', assertionResults: [] };
    expect(countTests(vitestReport(5, 0, [unloadable, unloadable]), badly).failed).toBe(2);
  });
  it('has a failure for an error outside of any test', () => {
    expect(countTests(playwrightReport(3, 0, [{}]), badly).failed).toBe(1);
    expect(countTests(vitestReport(5, 0), badly).failed).toBe(1);
  });
  it('has a failure where no test was found', () => {
    expect(countTests(vitestReport(0, 0), well).failed).toBe(1);
  });
  it('has a failure where there is no report, or half of one', () => {
    expect(countTests(join(folder, 'none.json'), well).failed).toBe(1);
    expect(countTests(reportOf('{"stats":'), well).failed).toBe(1);
  });
  it('has a failure where the time was up, and keeps what had passed', () => {
    const counts = countTests(vitestReport(5, 0), { code: 128, timedOut: true });
    expect(counts).toMatchObject({ passed: 5, failed: 1, skipped: 1 });
  });
  it('names what failed in vitest, and in which file', () => {
    const assertionResults = [
      { status: 'passed', fullName: 'a sum adds', failureMessages: [] },
      {
        status: 'failed',
        fullName: 'a sum subtracts',
        failureMessages: ['Error: \u001b[31mnot 3\u001b[39m\n    at a place'],
      },
    ];
    const failing = { name: '/tmp/copy/tests/unit/sum.test.ts', status: 'failed', assertionResults };
    const unloadable = {
      name: '/tmp/copy/tests/unit/b.test.ts',
      status: 'failed',
      assertionResults: [],
      message: 'No b',
    };
    expect(countTests(vitestReport(1, 1, [failing, unloadable]), badly).failures).toEqual([
      'tests/unit/sum.test.ts › a sum subtracts: Error: not 3',
      'tests/unit/b.test.ts: No b',
    ]);
  });
  it('names what failed in Playwright, however deep, and what failed outside of any test', () => {
    const spec = (title: string, ok: boolean) => ({
      ok,
      title,
      file: 'window.spec.ts',
      tests: [{ results: [{ errors: ok ? [] : [{ message: 'Error: too small\nCall log:' }] }] }],
    });
    const report = reportOf({
      stats: { expected: 1, unexpected: 2, flaky: 0, skipped: 0 },
      errors: [{ message: 'no display' }],
      suites: [{ specs: [spec('opens', true), spec('closes', false)], suites: [{ specs: [spec('moves', false)] }] }],
    });
    expect(countTests(report, badly).failures).toEqual([
      'window.spec.ts › closes: Error: too small',
      'window.spec.ts › moves: Error: too small',
      'no display',
    ]);
  });
});
