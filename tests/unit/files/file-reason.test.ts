import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fileReason } from '../../../main/files/file-reason.ts';
import { readPrivateFile, writePrivateFile } from '../../../main/files/private-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keydesk-files-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (...parts: string[]) => writePrivateFile(join(folder, ...parts), Buffer.from('new'));

describe('why a file cannot be written', () => {
  it('has a sentence when its folder is a file', async () => {
    writeFileSync(join(folder, 'notes'), '');
    const file = join(folder, 'notes', 'key.age');
    const reason = 'a part of its path is a file and no folder';
    expect(await write('notes', 'key.age')).toEqual({ ok: false, problem: { kind: 'file-unwritable', file, reason } });
    expect(await readPrivateFile(file, 100)).toEqual({ ok: false, problem: { kind: 'file-unreadable', file, reason } });
  });

  it.skipIf(process.getuid?.() === 0)('has a sentence when the folder is not writable', async () => {
    mkdirSync(join(folder, 'closed'));
    chmodSync(join(folder, 'closed'), 0o500);
    const reason = 'this account has no permission for that';
    expect(await write('closed', 'key.age')).toMatchObject({ problem: { kind: 'file-unwritable', reason } });
  });

  it('has a sentence when its name is too long', async () => {
    expect(await write('x'.repeat(300))).toMatchObject({ problem: { reason: 'its name is too long' } });
  });

  it('is the system’s own text where there are no better words', () => {
    expect(fileReason(Object.assign(new Error('EIO: i/o error, write'), { code: 'EIO' }))).toBe(
      'EIO: i/o error, write',
    );
    expect(fileReason('odd')).toBe('odd');
  });
});
