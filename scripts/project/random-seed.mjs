import process from 'node:process';

/** The seed of the random tests in `npm test`, always the same, so that no test passes or fails by chance. */
const FIXED = 20_261_127;

/** In `npm run test:long` the random tests do this many times their usual work. */
export const LONG = 20;

/** The seed in `KEYDESK_SEED`, or else the fixed one. */
export function seedOfRun() {
  const chosen = process.env['KEYDESK_SEED'];
  if (chosen === undefined || chosen === '') return FIXED;
  if (!/^\d{1,9}$/.test(chosen))
    throw new Error(`KEYDESK_SEED is "${chosen}", and has to be a number of up to nine digits.`);
  return Number(chosen);
}

/** A new random seed. */
export const newSeed = () => Math.floor(Math.random() * 1_000_000_000);
