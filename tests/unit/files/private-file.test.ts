import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { writePrivateFile } from '../../../main/files/private-file.ts';

/** Some file systems refuse to sync a folder (FUSE, CIFS); those of the tests do not. */
const fault = vi.hoisted(() => ({ syncs: 0 }));
vi.mock('../../../main/files/sync-folder.ts', () => ({
  syncFolder: async () => {
    fault.syncs += 1;
    throw Object.assign(new Error('EINVAL: invalid argument, fsync'), { code: 'EINVAL' });
  },
}));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keydesk-files-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a file in a folder that cannot be synced', () => {
  it('is told as written, since by then it is', async () => {
    const file = join(folder, 'credentials');
    writeFileSync(file, 'old');
    expect(await writePrivateFile(file, Buffer.from('new'))).toEqual({ ok: true, value: null });
    expect(fault.syncs).toBe(1);
    expect(readFileSync(file, 'utf8')).toBe('new');
    expect(readdirSync(folder)).toEqual(['credentials']);
  });
});
