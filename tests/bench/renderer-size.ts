import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { checkout } from '../../scripts/project/checkout.mjs';
import { type BenchCase, compare } from './figure.ts';

const budget = 300;

/** All JavaScript of the built page, compressed with gzip, in kB of 1,000 bytes. */
export const rendererSize: BenchCase = {
  name: 'renderer-size',
  async measure() {
    const assets = join(checkout, 'out', 'renderer', 'assets');
    const scripts = readdirSync(assets).filter((name) => name.endsWith('.js'));
    if (scripts.length === 0) throw new Error(`no script in ${assets}`);
    const bytes = scripts.reduce((sum, name) => sum + gzipSync(readFileSync(join(assets, name))).length, 0);
    const name = "the page's JavaScript, compressed, against its budget";
    return [compare({ name, unit: 'kB', ours: bytes / 1000, theirs: budget, limit: { atMost: 1 } })];
  },
};
