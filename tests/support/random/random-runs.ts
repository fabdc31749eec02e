import process from 'node:process';
import fc from 'fast-check';
import { LONG, seedOfRun } from '../../../scripts/project/random-seed.mjs';

// No other file imports fast-check, so that the seed of the run decides every value that a test draws.

/** `npm test` always has the same seed, `KEYDESK_SEED=N npm run test:unit` has seed N, `npm run test:long` a new one each time. */
export const SEED = seedOfRun();

/** The number of runs of a random test: `usual` in `npm test`, many more in `npm run test:long`. */
export const runs = (usual: number): number => (process.env['KEYDESK_LONG'] !== 'yes' ? usual : usual * LONG);

fc.configureGlobal({ seed: SEED, numRuns: runs(100) });

export { fc };
