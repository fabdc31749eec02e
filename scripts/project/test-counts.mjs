import { existsSync, readFileSync } from 'node:fs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/**
 * What a suite's JSON report and exit code say together. A suite that ended badly never counts as zero failures, be it that
 * it left no report, found no test, or fell over outside of any test.
 * @param {string} file
 * @param {{ code: number, timedOut: boolean }} end
 * @returns {Counts}
 */
export function countTests(file, end) {
  const counts = read(file) ?? { passed: 0, failed: 0, skipped: 0 };
  const fellOver = end.code !== 0 || end.timedOut || counts.passed + counts.failed === 0;
  return { ...counts, failed: fellOver ? Math.max(1, counts.failed) : counts.failed };
}

/** @param {string} file @returns {Counts | null} */
function read(file) {
  if (!existsSync(file)) return null;
  try {
    const report = JSON.parse(readFileSync(file, 'utf8'));
    return 'stats' in report ? fromPlaywright(report) : fromVitest(report);
  } catch {
    return null;
  }
}

/** @param {{ stats: { expected: number, flaky: number, unexpected: number, skipped: number }, errors: unknown[] }} report */
function fromPlaywright({ stats, errors }) {
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected + errors.length, skipped: stats.skipped };
}

/**
 * A file that could not even be loaded has no tests to fail: it counts as one.
 * @param {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number,
 *   testResults: { status: string, assertionResults: { status: string }[] }[] }} report
 */
function fromVitest(report) {
  const unloadable = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloadable.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}
