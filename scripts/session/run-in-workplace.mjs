import { join } from 'node:path';
import process from 'node:process';
import { asNode } from '../machine/electron-runtime.mjs';
import { run } from '../terminal/run.mjs';

const inSession = join('scripts', 'session', 'in-session.mjs');

/**
 * Runs a script in Electron's own Node, in the workplace. On Linux the script gets a private session. On other systems it uses
 * the present desktop.
 * @param {object} job
 * @param {{ program: string }} job.electron
 * @param {import('./workplace.mjs').Workplace} job.workplace
 * @param {readonly string[]} job.args the script, and its arguments
 * @param {boolean} [job.session] false: without a session, for a script that opens its own
 * @param {NodeJS.ProcessEnv} [job.env] added to the workplace's
 * @param {number} [job.limit] milliseconds; undefined: no limit
 * @param {'show' | 'keep'} [job.output] see `run.mjs`
 */
export function runInWorkplace({ electron, workplace, args, session = true, env = {}, limit, output = 'show' }) {
  const program = workplace.inTree(electron.program);
  const wrapped = session && process.platform === 'linux' ? [inSession, program] : [];
  return run(program, [...wrapped, ...args], {
    cwd: workplace.tree,
    env: asNode({ ...workplace.env, ...env }),
    user: workplace.user,
    ...(limit === undefined ? {} : { limit }),
    output,
  });
}
