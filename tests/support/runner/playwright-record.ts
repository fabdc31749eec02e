import type { Reporter, Suite, TestCase, TestError, TestResult } from '@playwright/test/reporter';
import { firstLine, inProject, openRunRecord } from './run-record.ts';

const nameOf = ({ location, title, parent }: TestCase) => ({
  file: inProject(location.file),
  title: parent.type === 'describe' ? `${parent.title} › ${title}` : title,
});

const outcomeOf = (test: TestCase, { status, retry }: TestResult) => {
  if (status === 'skipped') return test.expectedStatus === 'skipped' ? 'skipped' : 'not run';
  if (status === test.expectedStatus) return 'passed';
  return retry < test.retries ? 'again' : 'failed';
};

/** Writes the run record of a suite that Playwright runs. Named in `playwright.config.ts`, which loads the default export. */
// biome-ignore lint/style/noDefaultExport: Playwright asks for it
export default class PlaywrightRecord implements Reporter {
  readonly #write = openRunRecord();
  /** Tests that have passed or were skipped. The retry of a test in a serial file runs all tests of that file again. */
  readonly #settled = new Set<TestCase>();

  onBegin(_: unknown, suite: Suite): void {
    const counts = Map.groupBy(suite.allTests(), ({ location }) => inProject(location.file));
    for (const [file, tests] of counts) this.#write({ kind: 'tests', file, count: tests.length });
  }

  onTestBegin(test: TestCase): void {
    if (!this.#settled.has(test)) this.#write({ kind: 'begun', ...nameOf(test) });
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    if (this.#settled.has(test)) return;
    const outcome = outcomeOf(test, result);
    if (outcome === 'passed' || outcome === 'skipped') this.#settled.add(test);
    const message = firstLine(result.error?.message);
    this.#write({ kind: 'ended', ...nameOf(test), outcome, ms: result.duration, message });
  }

  onError({ message }: TestError): void {
    this.#write({ kind: 'fault', message: firstLine(message) });
  }
}
