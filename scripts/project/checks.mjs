import { join } from 'node:path';
import process from 'node:process';
import { asNode } from '../machine/electron-runtime.mjs';
import { run } from '../terminal/run.mjs';
import { inSeconds, say } from '../terminal/step.mjs';
import { generateBridge } from './bridge.mjs';
import { checkout } from './checkout.mjs';
import { findImportsUp } from './floors.mjs';

const checks = [
  {
    title: 'lint, format and import rules',
    args: [join('@biomejs', 'biome', 'bin', 'biome'), 'check', '--error-on-warnings', '.'],
  },
  { title: 'types', args: [join('typescript', 'bin', 'tsc'), '-p', '.'] },
];

/** What is searched for in the sources. `about` is printed above what was found. */
const searches = [
  { title: 'floors of main and of the page', find: findImportsUp, about: 'These run up: see floors.mjs.' },
  {
    title: 'no outcome dropped without a reason',
    // Imported when it is needed: it imports a package, and a fresh clone has no packages yet.
    find: async () => (await import('./dropped-outcomes.mjs')).findDroppedOutcomes(),
    about:
      'Each of these ignores a failure: tell it, or say in a comment in the line above why nobody need hear of it.',
  },
];

/**
 * Checks the whole project without running it.
 * @param {{ program: string }} electron
 * @returns {Promise<import('./test-counts.mjs').Counts>}
 */
export async function runChecks(electron) {
  await generateBridge(electron);
  const failures = [];
  for (const { title, find, about } of searches) {
    const found = await find();
    if (found.length > 0) {
      failures.push(title);
      process.stdout.write(`${about}\n${found.join('\n')}\n`);
    }
    say(`${found.length === 0 ? 'ok ' : 'no '} ${title}`);
  }
  for (const { title, args } of checks) {
    const [script = '', ...rest] = args;
    const started = performance.now();
    const options = { cwd: checkout, env: asNode(), output: /** @type {const} */ ('keep') };
    const result = await run(electron.program, [join('node_modules', script), ...rest], options);
    if (result.code !== 0) {
      failures.push(title);
      process.stdout.write(result.all);
    }
    say(`${result.code === 0 ? 'ok ' : 'no '} ${title} (${inSeconds(performance.now() - started)})`);
  }
  const failed = failures.length;
  return { passed: checks.length + searches.length - failed, failed, skipped: 0, notReached: 0, failures, again: [] };
}
