import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { problem } from '../terminal/command.mjs';

/** The most milliseconds that a service of the session may take to be ready. It usually takes 100. */
const PATIENCE = 60_000;

/** @typedef {import('node:child_process').ChildProcessWithoutNullStreams} Child */

/**
 * Starts a service, and waits until it is ready.
 * @template T
 * @param {object} service
 * @param {string} service.program
 * @param {readonly string[]} service.args
 * @param {NodeJS.ProcessEnv} service.env
 * @param {string} [service.input] given to its standard input
 * @param {(child: Child) => Promise<T>} service.ready resolves with its address when it is ready
 * @returns {Promise<{ address: T, close: () => Promise<void> }>}
 */
export async function startService({ program, args, env, input = '', ready }) {
  const child = spawn(program, args, { env, stdio: ['pipe', 'pipe', 'pipe'] });
  // `exit`, not `close`: programs that a service has started may run longer than the service, and keep its pipes open.
  const ended = new Promise((resolve) => child.once('exit', resolve).once('error', resolve));
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    complaint = (complaint + text).slice(-2000);
  });
  child.stdin.on('error', () => undefined).end(input);

  const close = async () => {
    child.kill('SIGTERM');
    const impatient = setTimeout(() => child.kill('SIGKILL'), 3000);
    await ended;
    clearTimeout(impatient);
  };
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const failed = new Promise((_, reject) => {
    const fail = (/** @type {string} */ reason) => reject(problem(`${program} ${reason}. ${complaint.trim()}`));
    timer = setTimeout(fail, PATIENCE, 'did not become ready');
    child.once('error', (error) => fail(`could not be started: ${error.message}`));
    child.once('exit', (code) => fail(`ended with code ${code}`));
  });
  failed.catch(() => undefined);
  try {
    const address = /** @type {T} */ (await Promise.race([ready(child), failed]));
    child.stdout.resume();
    return { address, close };
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/**
 * The first line of a service's standard output.
 * @param {Child} child
 * @returns {Promise<string>}
 */
export const firstLine = (child) => new Promise((resolve) => createInterface(child.stdout).once('line', resolve));
