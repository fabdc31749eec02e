import { relative } from 'node:path';
import { prepareMachine } from './machine/prepare.mjs';
import { ensureBuilt } from './project/built-app.mjs';
import { checkout } from './project/checkout.mjs';
import { runChecks } from './project/checks.mjs';
import { packageDirectory } from './project/packaged-app.mjs';
import { runSuite, suites } from './project/suites.mjs';
import { openWorkplace } from './session/workplace.mjs';
import { command, describe } from './terminal/command.mjs';
import { inSeconds, say } from './terminal/step.mjs';

/** @typedef {import('./project/test-counts.mjs').Counts} Counts */

/** @type {{ name: string, counts: Counts, took: number }[]} */
const results = [];

/**
 * Does one part of the run. One that falls over counts as a failure, so that the others still run and the sum still tells.
 * @param {string} name
 * @param {() => Promise<Counts>} work
 */
async function part(name, work) {
  say(`\n--- ${name}`);
  const started = performance.now();
  const counts = await work().catch((error) => {
    say(describe(error));
    return { passed: 0, failed: 1, skipped: 0 };
  });
  results.push({ name, counts, took: performance.now() - started });
}

/**
 * @param {string[]} chosen names of suites
 * @param {boolean} everything whether the checks are wanted too
 * @param {string[]} more arguments for the suite's runner
 */
async function runParts(chosen, everything, more) {
  const electron = await prepareMachine({ session: true, tests: true });
  if (everything) await part('check', () => runChecks(electron));
  await ensureBuilt(electron);
  const workplace = await openWorkplace();
  try {
    for (const name of chosen) {
      await part(name, async () => {
        if (name === 'package') await bringPackages(electron, workplace);
        return runSuite(name, electron, workplace, everything ? (suites[name]?.brief ?? []) : more);
      });
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
    const skipped = counts.skipped === 0 ? '' : `, ${counts.skipped} skipped`;
    say(`${name.padEnd(12)} ${counts.passed} passed, ${counts.failed} failed${skipped} (${inSeconds(took)})`);
  }
  for (const { name, counts } of results)
    for (const failure of counts.failures ?? []) say(`failed: ${name} › ${failure}`);
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

// `test.mjs` runs everything; `test.mjs SUITE [ARGUMENT...]` one suite, with arguments for its runner.
await command(async ([only, ...more]) => {
  await runParts(only === undefined ? Object.keys(suites) : [only], only === undefined, more).catch((error) => {
    say(describe(error));
    results.push({ name: 'preparations', counts: { passed: 0, failed: 1, skipped: 0 }, took: 0 });
  });
  return summary();
});
