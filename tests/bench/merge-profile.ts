import { mkdtemp, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProfileRequest } from '../../bridge/values/usage.ts';
import { success } from '../../main/basics/outcome.ts';
import { createTools } from '../../main/tools/tools.ts';
import { createWrittenProfiles } from '../../main/tools/written-profiles.ts';
import { setUpPolicy } from '../support/parts/policy-desk.ts';
import { unwrap } from '../support/parts/unwrap.ts';
import { type BenchCase, compare } from './figure.ts';
import { medianOfRounds } from './interleave.ts';

const PROFILES = 10_000;

const profile = (index: number) =>
  [
    `# number ${index}`,
    `[remote-${index}]`,
    'type = s3',
    'provider = Other',
    `access_key_id = 4f1c0e77b2a94c31d5e6f70819a2b3c4d5e6${String(index).padStart(4, '0')}`,
    'secret_access_key = Zm9v+YmFy/cXV4+MTIz/NDU2Nzg5MGFiY2RlZmdoaWo=',
    'region = eu-frankfurt-1',
    'endpoint = https://acmens.compat.objectstorage.eu-frankfurt-1.oraclecloud.com',
    '',
    '',
  ].join('\n');

const request: ProfileRequest = {
  source: { kind: 'saved', id: '0d6f2c1e-58a4-4c53-9f3b-3c1f2f0a7b11' },
  tool: 'rclone',
  name: 'remote-5000',
  region: null,
  bucket: null,
};

/** The tools part as the app builds it, with a key that it can lend. */
const toolsOver = (file: string, region: () => string) =>
  createTools({
    policy: setUpPolicy(),
    usage: {
      lend: async (_, use) => {
        const home = { owner: null, account: null, place: null };
        const key = { keyName: 'ci', accessKey: 'AK', ownerName: 'Ada', home, savedName: null };
        return success(await use(Buffer.from('secret'), key));
      },
      endpointOf: async () =>
        success({ namespace: 'n', region: region(), endpoint: 'https://s3.example', regions: [] }),
      saved: { check: () => success(null), keep: async () => success(null) },
    },
    written: createWrittenProfiles({ read: () => undefined, write: () => {} }),
    isLocked: () => false,
    secrets: { current: () => null, markSafe: () => {} },
    system: {
      env: { home: tmpdir(), variables: { RCLONE_CONFIG: file }, platform: process.platform },
      program: ['keydesk'],
      saveAs: async () => null,
    },
    clipboard: { copySecret: async () => success(null), copyText: async () => success(null) },
    ask: async () => true,
    now: Date.now,
  });

/** Replaces one of 10,000 profiles in a tool's file. Compared with a careful program that reads that file and writes it unchanged. */
export const mergeProfile: BenchCase = {
  name: 'merge-profile',
  async measure() {
    const folder = await mkdtemp(join(tmpdir(), 'keydesk-bench-'));
    try {
      const file = join(folder, 'rclone.conf');
      await writeFile(file, Array.from({ length: PROFILES }, (_, index) => profile(index)).join(''), { mode: 0o600 });
      let round = 0;
      const tools = toolsOver(file, () => `region-${round}`);
      const merge = async () => {
        round += 1;
        const seen = unwrap(await tools.preview(request));
        if (seen.blocks[0]?.change !== 'replaced') throw new Error('the profile was not found');
        const began = performance.now();
        unwrap(await tools.write(request, seen.digest));
        return performance.now() - began;
      };
      const copy = async () => {
        const began = performance.now();
        const fresh = `${file}.new`;
        await writeFile(fresh, await readFile(file), { mode: 0o600, flush: true });
        await rename(fresh, file);
        const named = await open(folder);
        await named.sync();
        await named.close();
        return performance.now() - began;
      };
      const [ours = Number.NaN, theirs = Number.NaN] = await medianOfRounds([merge, copy], { rounds: 31, warmUp: 5 });
      const limit = { atMost: 2 };
      return [
        compare({ name: 'merging into 10,000 profiles against reading and writing', unit: 'ms', ours, theirs, limit }),
      ];
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};
