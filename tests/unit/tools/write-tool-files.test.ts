import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { writeToolFiles } from '../../../main/tools/tool-files.ts';
import { openToolDesk } from '../../support/parts/tool-desk.ts';
import { unwrap } from '../../support/parts/unwrap.ts';

/** A change by another program just before a file is written. Without this hook the moment is too short to hit. */
const meanwhile = vi.hoisted(() => ({ happens: (_file: string) => {} }));
/** What files were compared with. */
const compared = vi.hoisted((): (Buffer | null)[] => []);
vi.mock('../../../main/files/private-file.ts', async (original) => {
  const real = await original<typeof import('../../../main/files/private-file.ts')>();
  return {
    ...real,
    isPrivateFileStill: (file: string, bytes: Buffer | null) => {
      compared.push(bytes);
      return real.isPrivateFileStill(file, bytes);
    },
    writePrivateFile: (file: string, bytes: Uint8Array) => {
      meanwhile.happens(file);
      return real.writePrivateFile(file, bytes);
    },
  };
});

let desk: ReturnType<typeof openToolDesk>;
beforeEach(() => {
  desk = openToolDesk();
});
afterEach(() => {
  meanwhile.happens = () => {};
  desk.close();
});

const now = new Date(2026, 10, 23);
const copy = 'first.keydesk-2026-11-23';
const change = (file: string, was: string | null, isBackedUp = false) => ({
  was: { path: desk.path(file), bytes: was === null ? null : Buffer.from(was) },
  bytes: Buffer.from(`new ${file}`),
  isBackedUp,
});
const onDisk = () =>
  Object.fromEntries(readdirSync(desk.home).map((name) => [name, desk.read(name).toString()] as const));
const changed = { ok: false, problem: { kind: 'tool-file-changed' } };

describe('a file that another program has changed since it was read', () => {
  it('is left as it is, and no copy of it is made', async () => {
    desk.put('first', 'theirs');
    expect(await writeToolFiles([change('first', 'old', true)], now)).toEqual(changed);
    expect(onDisk()).toEqual({ first: 'theirs' });
  });

  it('is left as it is where one byte far into a large file is another', async () => {
    const old = 'x'.repeat(1_500_000);
    const theirs = `${old.slice(0, -1)}y`;
    desk.put('first', theirs);
    expect(await writeToolFiles([change('first', old)], now)).toEqual(changed);
    expect(onDisk()).toEqual({ first: theirs });
    unwrap(await writeToolFiles([change('first', theirs)], now));
    expect(onDisk()).toEqual({ first: 'new first' });
  });

  it('is left as it is where there was none, and where there is none any more', async () => {
    desk.put('first', 'theirs');
    expect(await writeToolFiles([change('first', null)], now)).toEqual(changed);
    expect(await writeToolFiles([change('second', 'old')], now)).toEqual(changed);
    expect(onDisk()).toEqual({ first: 'theirs' });
  });

  it('is left as it is where that happened while it was copied, and the copy goes', async () => {
    desk.put('first', 'old');
    meanwhile.happens = (file) => file === desk.path(copy) && desk.put('first', 'theirs');
    expect(await writeToolFiles([change('first', 'old', true)], now)).toEqual(changed);
    expect(onDisk()).toEqual({ first: 'theirs' });
  });

  it('is left as it is where it is the second of two, and the first gets back what it held', async () => {
    desk.put('first', 'old');
    desk.put('second', 'theirs');
    expect(await writeToolFiles([change('first', 'old', true), change('second', 'old')], now)).toEqual(changed);
    expect(onDisk()).toEqual({ first: 'old', second: 'theirs' });
  });
});

describe('of two files of which the second is read-only', () => {
  it('the first is not touched: others can read it as before', async () => {
    desk.put('first', 'old', 0o644);
    desk.put('second', 'old', 0o400);
    expect(await writeToolFiles([change('first', 'old', true), change('second', 'old')], now)).toMatchObject({
      problem: { kind: 'file-unwritable', file: desk.path('second'), reason: 'it is read-only' },
    });
    expect(onDisk()).toEqual({ first: 'old', second: 'old' });
    expect(desk.mode('first')).toBe('644');
  });
});

describe('what cannot be undone when the second of two files fails', () => {
  /** Just before the second file is written, it is made read-only, and `also` changes the first. */
  const whenSecondFails = (also: () => void) => {
    meanwhile.happens = (file) => {
      if (file !== desk.path('second')) return;
      desk.put('second', 'old', 0o400);
      also();
    };
  };

  it('is told with its file, and the copy of that stays', async () => {
    desk.put('first', 'old');
    desk.put('second', 'old');
    whenSecondFails(() => {
      rmSync(desk.path('first'));
      mkdirSync(desk.path('first'));
    });
    expect(await writeToolFiles([change('first', 'old', true), change('second', 'old')], now)).toEqual({
      ok: false,
      problem: { kind: 'tool-undo-failed', files: [desk.path('first')], copies: [desk.path(copy)] },
    });
    expect(desk.read(copy).toString()).toBe('old');
  });

  it('is reported also for a change by another program, which stays', async () => {
    desk.put('second', 'old');
    whenSecondFails(() => desk.put('first', 'theirs'));
    expect(await writeToolFiles([change('first', null), change('second', 'old')], now)).toEqual({
      ok: false,
      problem: { kind: 'tool-undo-failed', files: [desk.path('first')], copies: [] },
    });
    expect(onDisk()).toEqual({ first: 'theirs', second: 'old' });
  });

  it('is nothing where all went well: a new file goes again, and a changed one holds what it held', async () => {
    desk.put('first', 'old');
    desk.put('second', 'old');
    whenSecondFails(() => {});
    compared.length = 0;
    expect(
      await writeToolFiles([change('third', null), change('first', 'old', true), change('second', 'old')], now),
    ).toMatchObject({ problem: { kind: 'file-unwritable', file: desk.path('second') } });
    expect(onDisk()).toEqual({ first: 'old', second: 'old' });
    // Whatever was written may have held the secret.
    expect(compared.slice(3).map((bytes) => bytes?.every((byte) => byte === 0))).toEqual([true, true]);
  });
});
