import { rmSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { runInWorkplace } from '../session/run-in-workplace.mjs';
import { openSmallDisk } from '../session/small-disk.mjs';
import { countTests } from './test-counts.mjs';

const vitest = join('node_modules', 'vitest', 'vitest.mjs');
const playwright = join('node_modules', '@playwright', 'test', 'cli.js');
const MINUTE = 60_000;

/**
 * The suites that run code. Vitest's get a private session here; Playwright's workers each open one of their own.
 * `brief` chooses the part of a long suite that belongs to a run of everything; `smallDisk` gives it one to fill.
 * @type {Record<string, { args: string[], session: boolean, limit: number, brief?: string[], smallDisk?: true }>}
 */
export const suites = {
  unit: { args: [vitest, 'run', '--project=unit'], session: true, limit: 10 * MINUTE },
  conformance: { args: [vitest, 'run', '--project=conformance'], session: false, limit: 5 * MINUTE },
  e2e: { args: [playwright, 'test', '--project=e2e'], session: false, limit: 15 * MINUTE },
  package: { args: [playwright, 'test', '--project=package'], session: false, limit: 5 * MINUTE },
  faults: {
    args: [playwright, 'test', '--project=faults'],
    session: false,
    limit: 14 * MINUTE,
    brief: ['named-points', 'full-disk'],
    smallDisk: true,
  },
};

/** What a person may set to run the faults as they ran before: see `tests/faults/random-moments.spec.ts`. */
const settings = ['KEYDESK_FAULT_SEED', 'KEYDESK_FAULT_MOMENTS'];

/**
 * Runs one suite in Electron's own Node, in the workplace.
 * @param {string} name
 * @param {{ program: string }} electron
 * @param {import('../session/workplace.mjs').Workplace} workplace
 * @param {string[]} [more] passed on to the runner
 */
export async function runSuite(name, electron, workplace, more = []) {
  const suite = suites[name];
  if (suite === undefined) throw new Error(`There is no suite "${name}".`);
  const report = join(workplace.output, 'reports', `${name}.json`);
  rmSync(report, { force: true });
  const { session, limit } = suite;
  const args = [...suite.args, ...more];
  const given = settings.flatMap((each) => (process.env[each] === undefined ? [] : [[each, process.env[each]]]));
  const disk = suite.smallDisk ? await openSmallDisk(workplace) : null;
  const env = {
    ...Object.fromEntries(given),
    KEYDESK_REPORT: report,
    ...(disk === null ? {} : { KEYDESK_SMALL_DISK: disk.path }),
  };
  try {
    const result = await runInWorkplace({ electron, workplace, args, session, env, limit });
    return { ...countTests(report, result), timedOut: result.timedOut };
  } finally {
    await disk?.close();
  }
}
