import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { isPrivateFileStill, readPrivateFile } from '../../../main/files/private-file.ts';

/** A change by another program just after Keydesk has checked the file. Without this hook the moment is too short to hit. */
const meanwhile = vi.hoisted(() => ({ happens: () => {}, happensWhenOpen: () => {} }));
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>();
  return {
    ...real,
    lstat: async (file: string) => {
      const found = await real.lstat(file);
      meanwhile.happens();
      return found;
    },
    open: async (file: string, flags: number) => {
      const handle = await real.open(file, flags);
      const found = await handle.stat();
      meanwhile.happensWhenOpen();
      handle.stat = (async () => found) as typeof handle.stat;
      return handle;
    },
  };
});

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keydesk-files-'));
  file = join(folder, 'credentials');
  writeFileSync(file, 'ours');
});
afterEach(() => {
  Object.assign(meanwhile, { happens: () => {}, happensWhenOpen: () => {} });
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

describe.skipIf(process.platform === 'win32')(
  'a file that is another when it is opened than when it was looked at',
  () => {
    it.each([
      [
        'a pipe, which would be waited at for ever',
        () => {
          rmSync(file);
          execFileSync('mkfifo', [file]);
        },
        { kind: 'file-unreadable', reason: 'it is not a file' },
      ],
      ['huge', () => truncateSync(file, 5000), { kind: 'file-unreadable', reason: 'it is larger than 1 kB' }],
      [
        'a link',
        () => {
          rmSync(file);
          symlinkSync('/etc/hostname', file);
        },
        { kind: 'file-is-link' },
      ],
      // Only root can change the owner of a file, so the test itself switches to another user.
      ['somebody else’s', () => void vi.spyOn(process, 'getuid').mockReturnValue(65_000), { kind: 'file-is-foreign' }],
    ])('is refused where it is %s', async (_, happens, problem) => {
      meanwhile.happens = happens;
      expect(await readPrivateFile(file, 1024)).toEqual({ ok: false, problem: { ...problem, file } });
    });

    it('is read where it stayed the same', async () => {
      expect(await readPrivateFile(file, 1024)).toEqual({ ok: true, value: Buffer.from('ours') });
    });
  },
);

describe('a file that another program writes while it is read', () => {
  const ours = Buffer.from('ours');

  it.each([
    ['longer', 'ours, and more'],
    ['shorter', 'our'],
    ['empty', ''],
  ])('is read as it is now, and is not what it was, where it is %s', async (_, now) => {
    meanwhile.happensWhenOpen = () => writeFileSync(file, now);
    expect(await readPrivateFile(file, 1024)).toEqual({ ok: true, value: Buffer.from(now) });
    writeFileSync(file, ours);
    expect(await isPrivateFileStill(file, ours)).toEqual({ ok: true, value: false });
  });
});
