import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { runInWorkplace } from '../session/run-in-workplace.mjs';
import { openSmallDisk } from '../session/small-disk.mjs';
import { checkout } from './checkout.mjs';
import { countTests } from './test-counts.mjs';

/** The files with random tests. @param {string} folder */
function randomTests(folder) {
  const files = readdirSync(join(checkout, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
    join(folder, name),
  );
  const draws = /\bsupport\/random\/(random-runs|random-secrets|made-up-secrets)\.ts'/;
  return files.filter((file) => file.endsWith('.test.ts') && draws.test(readFileSync(join(checkout, file), 'utf8')));
}

const vitest = join('node_modules', 'vitest', 'vitest.mjs');
const playwright = join('node_modules', '@playwright', 'test', 'cli.js');
const SECOND = 1000;
/** A suite is ended after its usual time, multiplied by this number. Only a suite that hangs takes that long. */
const PATIENCE = 4;

/**
 * The suites that run code. Vitest's suites get a private session here. Each worker of Playwright opens its own.
 * `seconds` is the time of a suite on the quiet reference machine. `withoutApp`: the suite needs no built app. `brief` chooses the part of
 * a long suite that belongs to `npm test`, `random` the part with random tests. `smallDisk`: the suite gets a small disk to fill.
 * @type {Record<string, { args: string[], session: boolean, seconds: number, brief?: string[],
 *   random?: string[], smallDisk?: true, withoutApp?: true }>}
 */
export const suites = {
  unit: {
    args: [vitest, 'run', '--project=unit*'],
    session: true,
    seconds: 80,
    random: randomTests('tests/unit'),
    withoutApp: true,
  },
  conformance: { args: [vitest, 'run', '--project=conformance'], session: false, seconds: 60, withoutApp: true },
  e2e: { args: [playwright, 'test', '--project=e2e'], session: false, seconds: 340, random: ['security/bridge-input'] },
  package: { args: [playwright, 'test', '--project=package'], session: false, seconds: 45 },
  faults: {
    args: [playwright, 'test', '--project=faults'],
    session: false,
    seconds: 200,
    brief: ['named-points', 'rotation-points', 'computer-key', 'full-disk'],
    random: ['random-moments', 'ended-points', 'rotation-points', 'rotation-moments', 'computer-key', 'many-cycles'],
    smallDisk: true,
  },
};

/** The suites in each wave run at the same time, since each leaves cores idle. The end-to-end suite leaves no core idle. */
export const waves = [['unit', 'conformance'], ['e2e'], ['package', 'faults']];

/** The variables that control long tests: see `tests/support/random/random-runs.ts`, `tests/faults/`. */
const settings = ['KEYDESK_SEED', 'KEYDESK_LONG', 'KEYDESK_FAULT_MOMENTS', 'KEYDESK_CYCLES'];

/**
 * Runs one suite in Electron's own Node, in the workplace.
 * @param {string} name
 * @param {object} run
 * @param {{ program: string }} run.electron
 * @param {import('../session/workplace.mjs').Workplace} run.workplace
 * @param {number} run.pace how many times slower this machine is than the reference machine
 * @param {number} run.timeLeft milliseconds until the whole run must end; the suite ends earlier if its own limit is less
 * @param {string[]} [run.more] passed on to the runner
 * @param {boolean} [run.secondAttempts] repeats a failed test of Playwright's once, and lists it in the counts
 * @param {'show' | 'keep'} [run.output] `keep`: the output of the runner is returned with the counts
 */
export async function runSuite(
  name,
  { electron, workplace, pace, timeLeft, more = [], secondAttempts = false, output = 'show' },
) {
  const suite = suites[name];
  if (suite === undefined) throw new Error(`There is no suite "${name}".`);
  const record = join(workplace.output, 'reports', `${name}.jsonl`);
  rmSync(record, { force: true });
  const given = settings.flatMap((each) => (process.env[each] === undefined ? [] : [[each, process.env[each]]]));
  const disk = suite.smallDisk ? await openSmallDisk(workplace) : null;
  const env = {
    ...Object.fromEntries(given),
    KEYDESK_RECORD: record,
    ...(secondAttempts ? { KEYDESK_SECOND_ATTEMPTS: 'yes' } : {}),
    KEYDESK_PACE: String(pace),
    // Hundreds of processes load the same modules. With this cache each module is compiled only once.
    NODE_COMPILE_CACHE: join(String(workplace.env['TMPDIR']), 'compiled'),
    ...(disk === null ? {} : { KEYDESK_SMALL_DISK: disk.path }),
  };
  const limit = Math.max(SECOND, Math.min(timeLeft, PATIENCE * suite.seconds * pace * SECOND));
  try {
    const args = [...suite.args, ...more];
    const { session } = suite;
    const ended = await runInWorkplace({ electron, workplace, args, session, env, limit, output });
    return { counts: countTests(record, ended), written: ended.all };
  } finally {
    await disk?.close();
  }
}
