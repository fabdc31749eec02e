import { clientAndSdk } from './client-and-sdk.ts';
import type { BenchCase } from './figure.ts';
import { moduleLoad } from './module-load.ts';

/** Everything that `npm run bench` measures, in this order. */
export const cases: readonly BenchCase[] = [clientAndSdk, moduleLoad];
