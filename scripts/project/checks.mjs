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

/**
 * Checks the whole project without running it.
 * @param {{ program: string }} electron
 * @returns {Promise<import('./test-counts.mjs').Counts>}
 */
export async function runChecks(electron) {
  await generateBridge(electron);
  const failures = [];
  const up = findImportsUp();
  if (up.length > 0) {
    failures.push('floors of main and of the page');
    process.stdout.write(`These run up: see floors.mjs.\n${up.join('\n')}\n`);
  }
  say(`${up.length === 0 ? 'ok ' : 'no '} floors of main and of the page`);
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
  return { passed: checks.length + 1 - failed, failed, skipped: 0, notReached: 0, failures, again: [] };
}
