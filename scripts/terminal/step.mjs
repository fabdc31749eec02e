import process from 'node:process';

/** Milliseconds after which a step that still runs announces itself, so that nobody waits before a silent terminal. */
const ANNOUNCE_AFTER = 1000;

/**
 * Progress goes to standard error, so that a command's own answer (a path, a line of JSON) stands alone on standard output.
 * @param {string} line
 */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/** @param {number} ms */
export const inSeconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

/**
 * Does one piece of work and tells it in one line, with the time it took; a failure is told and passed on.
 * @template T
 * @param {string} title
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(title, work) {
  const started = performance.now();
  const announcement = setTimeout(() => say(`... ${title}`), ANNOUNCE_AFTER);
  try {
    const result = await work();
    say(`ok  ${title} (${inSeconds(performance.now() - started)})`);
    return result;
  } catch (error) {
    say(`no  ${title} (${inSeconds(performance.now() - started)})`);
    throw error;
  } finally {
    clearTimeout(announcement);
  }
}
