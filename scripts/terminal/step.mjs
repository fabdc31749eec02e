import process from 'node:process';

/** Milliseconds after which a running step prints its title, so that the terminal is not silent for long. */
const ANNOUNCE_AFTER = 1000;

/**
 * Progress goes to standard error, so that standard output has only the command's own output (a path, a line of JSON).
 * @param {string} line
 */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/** @param {number} ms */
export const inSeconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

/**
 * Does one piece of work and prints one line, with the time it took. A failure is printed and thrown again.
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
