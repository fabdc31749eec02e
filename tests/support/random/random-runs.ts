import process from 'node:process';
import fc from 'fast-check';
import { LONG, seedOfRun } from '../../../scripts/project/random-seed.mjs';

// The one place that imports fast-check: whatever a test draws, the seed of the run decides.

/** `npm test` always draws the same, `KEYDESK_SEED=N npm run test:unit` draws another, `npm run test:long` a new one each time. */
export const SEED = seedOfRun();

/** How many a random test tries: `usual` in `npm test`, many more in `npm run test:long`. */
export const runs = (usual: number): number => (process.env['KEYDESK_LONG'] !== 'yes' ? usual : usual * LONG);

fc.configureGlobal({ seed: SEED, numRuns: runs(100) });

export { fc };
