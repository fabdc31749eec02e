import { seedOfRun } from '../../../scripts/project/random-seed.mjs';

/**
 * Numbers from 0 to 1 from the seed of the run, so that a failed run can be repeated. Each `stream` has its own
 * numbers (mulberry32).
 */
export function seededRandom(stream: number): () => number {
  let state = (seedOfRun() + Math.imul(stream, 0x9e3779b1)) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
