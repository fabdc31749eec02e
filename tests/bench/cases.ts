import { allKeys } from './all-keys.ts';
import { clientAndSdk } from './client-and-sdk.ts';
import { credentials } from './credentials.ts';
import type { BenchCase } from './figure.ts';
import { idle } from './idle.ts';
import { launch } from './launch.ts';
import { ledger } from './ledger.ts';
import { mergeProfile } from './merge-profile.ts';
import { moduleLoad } from './module-load.ts';
import { rendererSize } from './renderer-size.ts';
import { report } from './report.ts';
import { rotation } from './rotation.ts';

/** Everything that `npm run bench` measures, in this order. */
export const cases: readonly BenchCase[] = [
  launch,
  idle,
  credentials,
  rendererSize,
  clientAndSdk,
  moduleLoad,
  ledger,
  rotation,
  mergeProfile,
  report,
  allKeys,
];
