import { run } from '../terminal/run.mjs';
import { inSeconds, say } from '../terminal/step.mjs';
import { asNode } from './electron-runtime.mjs';

/** Milliseconds that a round takes on two quiet cores of the reference machine (Debian 12, two cores), in November 2026. */
const REFERENCE = 600;
/** The suites run this many processes at once, and so does the measurement: it then shows how slow a machine with one core will be. */
const SIDE_BY_SIDE = 2;
const ROUNDS = 2;

/** The usual work of a suite: start a program, compile its script, compute, and allocate. */
const work = `
  const { createHash } = require('node:crypto');
  let text = '';
  for (let i = 0; i < 220_000; i += 1) text = createHash('sha256').update(text + i).digest('hex');
  for (let i = 0; i < 60; i += 1) JSON.parse(JSON.stringify(Array.from({ length: 4000 }, (_, n) => ({ n, text: text + n })))).sort((a, b) => (a.text < b.text ? 1 : -1));
`;

/**
 * How many times slower this machine is now than the quiet reference machine; never below 1. Every time limit of the tests is
 * multiplied by this number: a limit should end a test that hangs, not fail a slow machine.
 * @param {{ program: string }} electron
 */
export async function measurePace(electron) {
  let slowest = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const started = performance.now();
    await Promise.all(Array.from({ length: SIDE_BY_SIDE }, () => doWork(electron)));
    slowest = Math.max(slowest, performance.now() - started);
  }
  const pace = Math.max(1, Math.round((slowest / REFERENCE) * 10) / 10);
  say(`ok  pace of this machine: ${pace} times the reference's time (${inSeconds(slowest)})`);
  return pace;
}

/** @param {{ program: string }} electron */
async function doWork(electron) {
  const { code } = await run(electron.program, ['-e', work], { env: asNode(), output: 'keep' });
  if (code !== 0) throw new Error(`Electron's Node ended with code ${code}.`);
}
