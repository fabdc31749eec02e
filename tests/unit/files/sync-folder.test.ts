import { randomUUID } from 'node:crypto';
import type { PathLike } from 'node:fs';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { appendLine, replaceLines } from '../../../main/files/journal-file.ts';
import { syncFolder } from '../../../main/files/sync-folder.ts';

/** The system's answer to a sync of folders or of files; null: the real one. */
const fault = vi.hoisted(() => ({ folder: null as string | null, file: null as string | null }));
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>();
  const open = async (path: PathLike, ...rest: [string?, number?]) => {
    const handle = await real.open(path, ...rest);
    const code = statSync(path).isDirectory() ? fault.folder : fault.file;
    if (code !== null) handle.sync = async () => Promise.reject(Object.assign(new Error(`${code}: fsync`), { code }));
    return handle;
  };
  return { ...real, open };
});

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keydesk-sync-'));
});
afterEach(() => {
  Object.assign(fault, { folder: null, file: null });
  chmodSync(folder, 0o700);
  rmSync(folder, { recursive: true });
});

describe('a folder', () => {
  it.runIf(process.platform === 'linux')('of a file system that cannot sync folders counts as synced', async () => {
    await expect(syncFolder('/proc')).resolves.toBeUndefined();
  });

  it('that this person may write into and not list counts as synced', async () => {
    chmodSync(folder, 0o300);
    await expect(syncFolder(folder)).resolves.toBeUndefined();
  });

  it('that is not there, or on a disk that fails, does not', async () => {
    await expect(syncFolder(join(folder, randomUUID()))).rejects.toThrow('ENOENT');
    fault.folder = 'EIO';
    await expect(syncFolder(folder)).rejects.toThrow('EIO');
  });
});

describe('the journal', () => {
  it.each(['EINVAL', 'EBADF', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'])(
    'is written where the sync of its folder answers %s',
    async (code) => {
      fault.folder = code;
      mkdirSync(join(folder, 'profile'));
      const file = join(folder, 'profile', 'creations.jsonl');
      expect(await appendLine(file, 'one', 0, () => {})).toEqual({ end: 4, others: '' });
      expect(await replaceLines(file, ['two', 'three'])).toBe(10);
      expect(readFileSync(file, 'utf8')).toBe('two\nthree\n');
    },
  );

  it.each(['EIO', 'ENOSPC', 'EDQUOT'])('is not told as written where it answers %s', async (code) => {
    fault.folder = code;
    await expect(appendLine(join(folder, 'creations.jsonl'), 'one', 0, () => {})).rejects.toThrow(code);
  });

  it.each(['EINVAL', 'EIO', 'ENOTSUP'])(
    'is not told as written where the sync of the file itself answers %s',
    async (code) => {
      const file = join(folder, 'creations.jsonl');
      writeFileSync(file, 'of another\n');
      fault.file = code;
      await expect(appendLine(file, 'one', 0, () => {})).rejects.toThrow(code);
      // The file does not have the line either, as if the append had never been tried.
      expect(readFileSync(file, 'utf8')).toBe('of another\n');
    },
  );
});
