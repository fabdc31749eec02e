import process from 'node:process';
import { run } from '../terminal/run.mjs';

/**
 * Runs the npm that started this script, and keeps its output. If no npm did so (`node scripts/start.mjs`), runs the npm in the PATH.
 * @param {readonly string[]} args
 * @param {string} cwd
 */
export function runNpm(args, cwd) {
  const script = process.env['npm_execpath'];
  if (script?.endsWith('.js')) return run(process.execPath, [script, ...args], { cwd, output: 'keep' });
  return run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, { cwd, output: 'keep' });
}
