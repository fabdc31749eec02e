import { existsSync, readFileSync } from 'node:fs';

/** @typedef {import('../../tests/support/runner/run-record.ts').RunRecordLine} RunRecordLine */

/**
 * The results of a suite. `failures` has a line for each failed test, and for each other reason to fail. `again` has a line for each
 * test that passed only at its second attempt.
 * @typedef {{ passed: number, failed: number, skipped: number, notReached: number, failures: string[], again: string[] }} Counts
 */

/** The most tests that may pass only at their second attempt, as in a slow moment of the machine. More are a fault of tests or app. */
const MOST_SECOND_ATTEMPTS = 3;
/** The most tests to name of the tests that were running when a suite was ended. */
const MOST_NAMED = 4;

/**
 * The counts from a suite's run record and exit code. A suite that ended badly has at least one failure, even if it left no record,
 * found no test, reached its limit, or failed outside a test.
 * @param {string} file
 * @param {{ code: number, timedOut: boolean }} end
 * @returns {Counts}
 */
export function countTests(file, end) {
  const lines = readRecord(file);
  const attempts = lines.filter((line) => line.kind === 'ended');
  const ended = attempts.filter(({ outcome }) => outcome !== 'again' && outcome !== 'not run');
  const passed = ended.filter(({ outcome }) => outcome === 'passed').length;
  const skipped = ended.filter(({ outcome }) => outcome === 'skipped').length;
  const planned = lines.filter((line) => line.kind === 'tests').reduce((sum, { count }) => sum + count, 0);
  const notReached = planned - ended.length;
  const failures = [
    ...ended.filter(({ outcome }) => outcome === 'failed').map(describeTest),
    ...lines.filter((line) => line.kind === 'fault').map(({ message }) => message),
  ];
  const again = secondAttempts(attempts);
  if (again.length > MOST_SECOND_ATTEMPTS)
    failures.push(`${again.length} tests passed at their second attempt only, and ${MOST_SECOND_ATTEMPTS} may`);
  const cutOff = describeCut(lines, notReached, end);
  if (cutOff !== null) failures.push(cutOff);
  else if (failures.length === 0 && end.code !== 0) failures.push(`ended with code ${end.code}`);
  else if (passed + failures.length === 0) failures.push('no test was found');
  return { passed, failed: failures.length, skipped, notReached, failures, again };
}

/**
 * A line for each first attempt that failed before the test passed.
 * @param {Extract<RunRecordLine, { kind: 'ended' }>[]} attempts
 */
function secondAttempts(attempts) {
  const passed = new Set(attempts.filter(({ outcome }) => outcome === 'passed').map(nameOf));
  return attempts.filter((test) => test.outcome === 'again' && passed.has(nameOf(test))).map(describeTest);
}

/**
 * The sentence about a suite that did not finish. Null: the suite finished.
 * @param {RunRecordLine[]} lines
 * @param {number} notReached
 * @param {{ timedOut: boolean }} end
 */
function describeCut(lines, notReached, { timedOut }) {
  const known = new Set(lines.filter((line) => line.kind === 'tests').map(({ file }) => file));
  const unread = lines.filter((line) => line.kind === 'file' && !known.has(line.file)).length;
  if (!timedOut && notReached === 0) return null;
  const running = stillRunning(lines);
  return [
    timedOut ? 'ran into its limit' : 'ended early',
    `tests not reached: ${notReached}`,
    ...(unread === 0 ? [] : [`files not read: ${unread}`]),
    ...(running.length === 0 ? [] : [`running: ${running.slice(0, MOST_NAMED).join(' | ')}`]),
  ].join(', ');
}

/** @param {RunRecordLine[]} lines */
function stillRunning(lines) {
  const running = new Set();
  for (const line of lines) {
    if (line.kind === 'begun') running.add(nameOf(line));
    if (line.kind === 'ended') running.delete(nameOf(line));
  }
  return [...running];
}

/** @param {{ file: string, title: string, message: string }} test */
const describeTest = (test) => `${nameOf(test)}: ${test.message}`;

/** @param {{ file: string, title: string }} test */
const nameOf = ({ file, title }) => `${file} › ${title}`;

/** @param {string} file @returns {RunRecordLine[]} */
function readRecord(file) {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8').split('\n').flatMap(parseLine);
}

/**
 * The lines of a record. If the run was ended, its last line may be incomplete, and is left out.
 * @param {string} text @returns {RunRecordLine[]}
 */
function parseLine(text) {
  try {
    return [JSON.parse(text)];
  } catch {
    return [];
  }
}
