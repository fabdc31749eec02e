import { relative } from 'node:path';
import process from 'node:process';
import { measurePace } from './machine/pace.mjs';
import { prepareMachine } from './machine/prepare.mjs';
import { generateBridge } from './project/bridge.mjs';
import { ensureBuilt } from './project/built-app.mjs';
import { checkout } from './project/checkout.mjs';
import { runChecks } from './project/checks.mjs';
import { packageDirectory } from './project/packaged-app.mjs';
import { LONG, newSeed, seedOfRun } from './project/random-seed.mjs';
import { runSuite, suites, waves } from './project/suites.mjs';
import { openWorkplace } from './session/workplace.mjs';
import { command, describe, problem } from './terminal/command.mjs';
import { inSeconds, say } from './terminal/step.mjs';

/** @typedef {import('./project/test-counts.mjs').Counts} Counts */

/** In minutes. CI ends a run after 90 minutes, without results, so the suites must end before that. */
const CI_MINUTES = 80;
const timeLeft = () => (process.env['CI'] ? CI_MINUTES * 60_000 - performance.now() : Number.POSITIVE_INFINITY);

/** The pace for a run of chosen tests. It is not measured: a developer waits, and the measurement would take longer than most tests. */
const WATCHED = 4;

/** @type {{ name: string, counts: Counts, took: number }[]} */
const results = [];

/** The counts for a part of the run that threw an error. @param {unknown} error @returns {Counts} */
const fallen = (error) => ({ passed: 0, failed: 1, skipped: 0, notReached: 0, failures: [describe(error)], again: [] });

/**
 * Does one part of the run. A part that throws counts as a failure, so that the others still run and the sum is still printed.
 * @param {string} name
 * @param {() => Promise<Counts>} work
 */
async function part(name, work) {
  const started = performance.now();
  const counts = await work().catch(fallen);
  results.push({ name, counts, took: performance.now() - started });
}

/**
 * The contents of a run: the names of its suites, whether it includes the checks, and the arguments for each suite's runner.
 * @typedef {{ names: string[], checks: boolean, isLong?: true, isWatched?: boolean, testsOf: (name: string) => string[] }} Choice
 */

/** @param {string[]} args @returns {Choice} */
function choose([only, ...more]) {
  const all = Object.keys(suites);
  if (only === undefined) return { names: all, checks: true, testsOf: (name) => suites[name]?.brief ?? [] };
  if (only !== 'long' && !all.includes(only))
    throw problem(`There is no suite "${only}". There are: ${all.join(', ')}.`);
  if (only !== 'long') return { names: [only], checks: false, isWatched: more.length > 0, testsOf: () => more };
  const random = all.filter((name) => suites[name]?.random !== undefined);
  return { names: random, checks: false, isLong: true, testsOf: (name) => suites[name]?.random ?? [] };
}

/**
 * Runs suites at once. The first one prints while it runs. The output of the others is printed when all have ended.
 * @param {string[]} names
 * @param {(name: string, output: 'show' | 'keep') => Promise<{ counts: Counts, written: string }>} suite
 */
async function runWave(names, suite) {
  if (names.length === 0) return;
  say(`\n--- ${names.join(', and beside it ')}`);
  const runs = names.map(async (name, index) => {
    let text = '';
    await part(name, async () => {
      const { counts, written } = await suite(name, index === 0 ? 'show' : 'keep');
      text = written;
      return counts;
    });
    return { name, text };
  });
  for (const { name, text } of (await Promise.all(runs)).slice(1)) say(`\n--- ${name}\n${text}`);
}

/** @param {Choice} choice */
async function runParts({ names, checks, isLong, isWatched, testsOf }) {
  const electron = await prepareMachine({ session: true, tests: true });
  if (isLong)
    Object.assign(process.env, { KEYDESK_LONG: 'yes', KEYDESK_SEED: process.env['KEYDESK_SEED'] ?? newSeed() });
  // A long run does `LONG` times the work, so it may take that many times the usual time.
  const pace = isWatched ? WATCHED : (await measurePace(electron)) * (isLong ? LONG : 1);
  say(`    random tests draw with KEYDESK_SEED=${seedOfRun()}`);
  if (checks) {
    say('\n--- check');
    await part('check', () => runChecks(electron));
  }
  if (names.some((name) => suites[name]?.withoutApp !== true)) await ensureBuilt(electron);
  else await generateBridge(electron);
  const workplace = await openWorkplace();
  try {
    for (const wave of waves) {
      await runWave(
        wave.filter((name) => names.includes(name)),
        async (name, output) => {
          if (name === 'package') await bringPackages(electron, workplace);
          const how = { pace, timeLeft: timeLeft(), more: testsOf(name), secondAttempts: checks, output };
          return runSuite(name, { electron, workplace, ...how });
        },
      );
    }
  } finally {
    workplace.collect();
    workplace.close();
  }
}

/**
 * @param {import('./machine/electron-runtime.mjs').ElectronRuntime} electron
 * @param {import('./session/workplace.mjs').Workplace} workplace
 */
async function bringPackages(electron, workplace) {
  for (const audience of /** @type {const} */ (['users', 'tests'])) {
    workplace.bring(relative(checkout, await packageDirectory(electron, audience)));
  }
}

function summary() {
  const passed = results.reduce((sum, { counts }) => sum + counts.passed, 0);
  const failed = results.reduce((sum, { counts }) => sum + counts.failed, 0);
  say('');
  for (const { name, counts, took } of results) {
    const { passed, failed, skipped, notReached } = counts;
    const more = `${skipped === 0 ? '' : `, ${skipped} skipped`}${notReached === 0 ? '' : `, ${notReached} not reached`}`;
    say(`${name.padEnd(12)} ${passed} passed, ${failed} failed${more} (${inSeconds(took)})`);
  }
  for (const { name, counts } of results)
    for (const test of counts.again) say(`passed at its second attempt: ${name} › ${test}`);
  for (const { name, counts } of results) for (const failure of counts.failures) say(`failed: ${name} › ${failure}`);
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

// `test.mjs` runs everything. `test.mjs SUITE [ARGUMENT...]` runs one suite, with arguments for its runner. `test.mjs long` runs the
// random tests of all suites, with a new seed and many more draws.
await command(async (args) => {
  await runParts(choose(args)).catch((error) => {
    results.push({ name: 'preparations', counts: fallen(error), took: performance.now() });
  });
  return summary();
});
