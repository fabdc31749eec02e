import type { Reporter, Suite, TestCase, TestError, TestResult } from '@playwright/test/reporter';
import { firstLine, inProject, openRunRecord } from './run-record.ts';

const nameOf = ({ location, title, parent }: TestCase) => ({
  file: inProject(location.file),
  title: parent.type === 'describe' ? `${parent.title} › ${title}` : title,
});

const outcomeOf = (test: TestCase, { status, retry }: TestResult) => {
  if (status === 'skipped') return 'skipped';
  if (status === test.expectedStatus) return 'passed';
  return retry < test.retries ? 'again' : 'failed';
};

/** Writes the run record of a suite that Playwright runs. Named in `playwright.config.ts`, which loads the default export. */
// biome-ignore lint/style/noDefaultExport: Playwright asks for it
export default class PlaywrightRecord implements Reporter {
  readonly #write = openRunRecord();

  onBegin(_: unknown, suite: Suite): void {
    const counts = Map.groupBy(suite.allTests(), ({ location }) => inProject(location.file));
    for (const [file, tests] of counts) this.#write({ kind: 'tests', file, count: tests.length });
  }

  onTestBegin(test: TestCase): void {
    this.#write({ kind: 'begun', ...nameOf(test) });
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    // The retry of a test in a serial file also repeats the tests before it. Their results are recorded already.
    if (test.results.some((before) => before.retry < result.retry && before.status === test.expectedStatus)) return;
    const outcome = outcomeOf(test, result);
    const message = firstLine(result.error?.message);
    this.#write({ kind: 'ended', ...nameOf(test), outcome, ms: result.duration, message });
  }

  onError({ message }: TestError): void {
    this.#write({ kind: 'fault', message: firstLine(message) });
  }
}
