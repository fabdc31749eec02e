import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { KeySource } from '../../../bridge/values/usage.ts';
import { success } from '../../../main/basics/outcome.ts';
import { openToolDesk, testAccessKey } from '../../support/parts/tool-desk.ts';
import { unwrap } from '../../support/parts/unwrap.ts';

const OLD = 'b2xkIHNlY3JldCBrZXkgb2YgdGhlIHByb2ZpbGU=';
const NEW = 'bmV3IHNlY3JldCBrZXkgb2YgdGhlIHByb2ZpbGU=';
const from: KeySource = { kind: 'saved', id: '7b0c8f3e-2a5d-4f1c-9e6b-0d1a2b3c4d5e' };
const to: KeySource = { kind: 'saved', id: '0d6f2c1e-58a4-4c53-9f3b-3c1f2f0a7b11' };

let desk: ReturnType<typeof openToolDesk>;
beforeEach(() => {
  desk = openToolDesk({
    options: {
      lend: async (source, use) => {
        const secret = Buffer.from(source.kind === 'saved' && source.id === to.id ? NEW : OLD);
        const facts = { keyName: 'ci', accessKey: testAccessKey, ownerName: 'Grace', savedName: 'ci' };
        return success(await use(secret, { ...facts, home: { owner: null, account: null, place: null } }));
      },
    },
  });
});
afterEach(() => desk.close());

describe('a key in the place of another one', () => {
  it.each([
    ['mc', '.mc/config.json'],
    ['rclone', '.config/rclone/rclone.conf'],
    ['s3cmd', '.s3cfg-backup'],
    ['aws', '.aws/credentials'],
  ] as const)('gets into the profile that Keydesk wrote for %s, whose other bytes stay', async (tool, file) => {
    unwrap(await desk.agree({ ...desk.request(tool), source: from }));
    const before = desk.read(file).toString();
    expect(before).toContain(OLD);
    const [written = null] = desk.tools.writtenFor(testAccessKey);
    if (written === null) throw new Error('The profile was not noted.');
    unwrap(await desk.tools.replace(written, from, to));
    expect(desk.read(file).toString()).toBe(before.replace(OLD, NEW));
  });
});
