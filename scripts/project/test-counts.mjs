import { existsSync, readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';

/** @typedef {{ passed: number, failed: number, skipped: number, failures?: string[] }} Counts */

/**
 * What a suite's JSON report and exit code say together, and a line for each test that failed. A suite that ended badly never counts as zero failures, be it that
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

/**
 * @param {{ stats: { expected: number, flaky: number, unexpected: number, skipped: number }, errors: Fault[],
 *   suites?: Suite[] }} report
 */
function fromPlaywright({ stats, errors, suites = [] }) {
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    skipped: stats.skipped,
    failures: [...suites.flatMap(failedSpecs), ...errors.map(({ message }) => firstLine(message))],
  };
}

/** @typedef {{ message?: string }} Fault */
/** @typedef {{ ok: boolean, file: string, title: string, tests: { results: { errors: Fault[] }[] }[] }} Spec */
/** @typedef {{ specs: Spec[], suites?: Suite[] }} Suite */

/** @param {Suite} suite @returns {string[]} */
function failedSpecs({ specs, suites = [] }) {
  const here = specs
    .filter(({ ok }) => !ok)
    .map(({ file, title, tests }) => {
      const messages = tests.flatMap(({ results }) => results.flatMap(({ errors }) => errors));
      return `${file} › ${title}: ${firstLine(messages[0]?.message)}`;
    });
  return [...here, ...suites.flatMap(failedSpecs)];
}

const firstLine = (text = '') => stripVTControlCharacters(text).split('\n', 1)[0] ?? '';

/**
 * A file that could not even be loaded has no tests to fail: it counts as one.
 * @param {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number,
 *   testResults: { name?: string, message?: string, status: string,
 *     assertionResults: { status: string, fullName: string, failureMessages: string[] }[] }[] }} report
 */
function fromVitest(report) {
  const unloadable = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloadable.length,
    skipped: report.numPendingTests + report.numTodoTests,
    failures: [
      ...report.testResults.flatMap(({ name, assertionResults }) =>
        assertionResults
          .filter(({ status }) => status === 'failed')
          .map(({ fullName, failureMessages }) => `${inProject(name)} › ${fullName}: ${firstLine(failureMessages[0])}`),
      ),
      ...unloadable.map(({ name, message }) => `${inProject(name)}: ${firstLine(message)}`),
    ],
  };
}

/** A test's file as the project names it: suites run in a copy elsewhere. */
const inProject = (file = '') => file.replace(/^.*?(?=tests\/)/, '');
