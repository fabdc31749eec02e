import { spawn } from 'node:child_process';
import process from 'node:process';
import { problem } from './command.mjs';

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env] the whole environment; the caller's own by default
 * @property {{ uid: number, gid: number } | null} [user] the user to switch to (for root only; supplementary groups are dropped)
 * @property {'show' | 'keep' | 'progress'} [output] `show` prints everything; `keep` collects it; `progress` prints it on
 *   standard error
 * @property {boolean} [tied] the standard input of the program ends whenever this process ends
 * @property {boolean} [interactive] the program gets our own standard input
 * @property {number} [limit] milliseconds after which the program and all that it started are ended
 */

/** True after the first signal to this process: running programs get the signal, and no other program is started. */
let interrupted = false;

/** @typedef {{ code: number, timedOut: boolean, stdout: string, all: string }} RunResult */

/**
 * Runs a program to its end. With a time limit it gets its own process group, so that the programs that it started end with it.
 * Any exit code is a result (a signal counts as 128). Throws a problem if the program cannot be started.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<RunResult>}
 */
export function run(program, args, options = {}) {
  if (interrupted) return Promise.reject(problem('Interrupted.'));
  const output = options.output ?? 'show';
  const channel = output === 'keep' ? 'pipe' : output === 'progress' ? 2 : 'inherit';
  const errorChannel = output === 'keep' ? 'pipe' : 'inherit';
  const grouped = options.limit !== undefined && process.platform !== 'win32';
  const child = spawn(program, args, {
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    env: options.env ?? process.env,
    ...(options.user ? { uid: options.user.uid, gid: options.user.gid } : {}),
    detached: grouped,
    stdio: [options.tied ? 'pipe' : options.interactive ? 'inherit' : 'ignore', channel, errorChannel],
  });
  const gathered = gather(child);
  const stopForwarding = forwardSignals(child, grouped);
  let timedOut = false;
  const timer =
    options.limit === undefined
      ? undefined
      : setTimeout(() => {
          timedOut = true;
          end(child, 'SIGKILL', grouped);
        }, options.limit);

  return new Promise((resolve, reject) => {
    const settle = () => {
      clearTimeout(timer);
      stopForwarding();
    };
    child.once('error', (error) => {
      settle();
      reject(problem(`${program} could not be started: ${error.message}`));
    });
    child.once('close', (code) => {
      settle();
      resolve({ code: code ?? 128, timedOut, ...gathered });
    });
  });
}

/** @param {import('node:child_process').ChildProcess} child */
function gather(child) {
  const gathered = { stdout: '', all: '' };
  child.stdout?.setEncoding('utf8').on('data', (text) => {
    gathered.stdout += text;
    gathered.all += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text) => {
    gathered.all += text;
  });
  return gathered;
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {boolean} grouped
 */
function forwardSignals(child, grouped) {
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
  const listeners = signals.map((signal) => {
    const listener = () => {
      interrupted = true;
      end(child, signal, grouped);
    };
    process.on(signal, listener);
    return () => process.off(signal, listener);
  });
  return () => {
    for (const remove of listeners) remove();
  };
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 * @param {boolean} grouped
 */
function end(child, signal, grouped) {
  if (child.pid === undefined) return;
  try {
    process.kill(grouped ? -child.pid : child.pid, signal);
  } catch {
    // The program has already ended.
  }
}
