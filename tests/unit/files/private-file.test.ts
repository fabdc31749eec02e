import { randomUUID } from 'node:crypto';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { writePrivateFile } from '../../../main/files/private-file.ts';
import { unwrap } from '../../support/parts/unwrap.ts';

/** A disk that fails while the folder is synced. */
const fault = vi.hoisted(() => ({ syncs: 0 }));
vi.mock('../../../main/files/sync-folder.ts', () => ({
  syncFolder: async () => {
    fault.syncs += 1;
    throw Object.assign(new Error('EIO: i/o error, fsync'), { code: 'EIO' });
  },
}));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keydesk-files-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a file in a folder whose sync fails', () => {
  it('counts as written, since by then it is', async () => {
    const file = join(folder, 'credentials');
    writeFileSync(file, 'old');
    expect(await writePrivateFile(file, Buffer.from('new'))).toEqual({ ok: true, value: null });
    expect(fault.syncs).toBe(1);
    expect(readFileSync(file, 'utf8')).toBe('new');
    expect(readdirSync(folder)).toEqual(['credentials']);
  });
});

describe('a file whose name is as long as a name may be', () => {
  it.each([['k'.repeat(255)], [`${'é'.repeat(127)}x`], ['🔑'.repeat(63)]])(
    'is written and replaced: %s',
    async (name) => {
      const file = join(folder, name);
      const left = join(folder, `${name.slice(0, 40)}.${randomUUID()}.new`);
      writeFileSync(left, 'of another file');
      for (const content of ['old', 'new']) {
        expect(await writePrivateFile(file, Buffer.from(content))).toEqual({ ok: true, value: null });
        expect(readFileSync(file, 'utf8')).toBe(content);
      }
      expect(readdirSync(folder)).toHaveLength(2);
    },
  );
});

describe('what a crash left beside a file', () => {
  /** A file that was last changed so many seconds ago. */
  const left = (name: string, seconds: number) => {
    writeFileSync(join(folder, name), 'half of every secret');
    const at = Date.now() / 1000 - seconds;
    utimesSync(join(folder, name), at, at);
    return name;
  };

  it('goes when the file is written again, and nothing else does', async () => {
    const old = left(`credentials.${randomUUID()}.new`, 3600);
    const others = [
      left(`credentials.${randomUUID()}.new`, 5),
      left(`config.${randomUUID()}.new`, 3600),
      left(`credentials.${randomUUID()}.new.txt`, 3600),
      left('credentials.mine.new', 3600),
      left('credentials.new', 3600),
    ];
    const [link, inside] = [`credentials.${randomUUID()}.new`, `credentials.${randomUUID()}.new`];
    symlinkSync(join(folder, others[1] ?? ''), join(folder, link));
    mkdirSync(join(folder, inside));
    expect(readdirSync(folder)).toContain(old);
    unwrap(await writePrivateFile(join(folder, 'credentials'), Buffer.from('new')));
    expect(readdirSync(folder).toSorted()).toEqual([...others, link, inside, 'credentials'].toSorted());
  });
});
