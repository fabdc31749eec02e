import { execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readSmallFile } from '../../../main/signin/small-file.ts';
import { createKeyFolder } from '../../support/parts/key-folder.ts';

const folder = createKeyFolder();
afterAll(() => folder[Symbol.dispose]());

describe('reading a small file', () => {
  it('gives all of it, up to the last byte that is allowed', async () => {
    const path = folder.write('file', Buffer.alloc(4096, 'a'));
    expect(await readSmallFile(path, 4096)).toEqual({ ok: true, value: Buffer.alloc(4096, 'a') });
    expect(await readSmallFile(path, 4095)).toMatchObject({ problem: { kind: 'unreadable' } });
    expect(await readSmallFile(folder.write('empty', ''), 10)).toEqual({ ok: true, value: Buffer.alloc(0) });
  });

  it('follows a link, as the other tools of Oracle do', async () => {
    symlinkSync(folder.write('real', 'x'), join(folder.home, 'link'));
    expect(await readSmallFile(join(folder.home, 'link'), 10)).toEqual({ ok: true, value: Buffer.from('x') });
  });

  it('says what is not there', async () => {
    const file = folder.write('plain', 'x');
    for (const path of [join(folder.home, 'none'), join(file, 'below'), '']) {
      expect(await readSmallFile(path, 10)).toEqual({ ok: false, problem: { kind: 'missing' } });
    }
  });

  it.runIf(process.platform !== 'win32')('neither waits for a pipe nor drinks from a device', async () => {
    const pipe = join(folder.home, 'pipe');
    execFileSync('mkfifo', [pipe]);
    for (const path of [pipe, '/dev/zero', folder.home]) {
      expect(await readSmallFile(path, 10)).toMatchObject({ problem: { kind: 'unreadable' } });
    }
  });

  it('never throws, not even over a path that cannot be one', async () => {
    expect(await readSmallFile('a\0b', 10)).toMatchObject({ ok: false, problem: { kind: 'unreadable' } });
  });
});
