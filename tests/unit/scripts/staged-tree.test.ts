import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { followTree } from '../../../scripts/session/followed-tree.mjs';
import { collectFiles, stageAgain, stageTree } from '../../../scripts/session/staged-tree.mjs';
import { paced } from '../../support/runner/pace.ts';

const me = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tree-'));
  mkdirSync(join(folder, 'from', 'inner'), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

const from = (...path: string[]) => join(folder, 'from', ...path);
const to = (...path: string[]) => join(folder, 'to', ...path);

describe.skipIf(process.platform === 'win32')('the likeness of a checkout', () => {
  it('has the same files, by a second name where everybody may read them', () => {
    writeFileSync(from('inner', 'open'), 'text');
    chmodSync(from('inner', 'open'), 0o644);
    stageTree(from(), to(), me);
    expect(statSync(to('inner', 'open')).ino).toBe(statSync(from('inner', 'open')).ino);
  });
  it('has a copy of what only the owner may read, and leaves the original as it is', () => {
    writeFileSync(from('closed'), 'text');
    chmodSync(from('closed'), 0o600);
    stageTree(from(), to(), me);
    expect(readFileSync(to('closed'), 'utf8')).toBe('text');
    expect(statSync(to('closed')).ino).not.toBe(statSync(from('closed')).ino);
    expect(statSync(from('closed')).mode & 0o777).toBe(0o600);
  });
  it('lacks what is not wanted of the first level', () => {
    mkdirSync(from('.git'));
    stageTree(from(), to(), me, (name) => name !== '.git');
    expect(existsSync(to('inner'))).toBe(true);
    expect(existsSync(to('.git'))).toBe(false);
  });
  it('has a folder again as it is now, and what it shared with the checkout before stays as it was', () => {
    for (const name of ['kept', 'removed']) writeFileSync(from('inner', name), 'before');
    symlinkSync('kept', from('inner', 'link'));
    stageAgain(from(), to(), me);
    linkSync(from('inner', 'kept'), join(folder, 'shared'));
    rmSync(from('inner'), { recursive: true });
    mkdirSync(from('inner'));
    writeFileSync(from('inner', 'kept'), 'after', { mode: 0o600 });
    symlinkSync('kept', from('inner', 'link'));
    stageAgain(from(), to(), me);
    expect(readFileSync(to('inner', 'kept'), 'utf8')).toBe('after');
    expect(readFileSync(to('inner', 'link'), 'utf8')).toBe('after');
    expect(existsSync(to('inner', 'removed'))).toBe(false);
    expect(readFileSync(join(folder, 'shared'), 'utf8')).toBe('before');
  });
  it('follows a file that is replaced, one in a new folder, and one that is removed', async () => {
    for (const name of ['changed', 'removed']) writeFileSync(from('inner', name), 'before');
    stageTree(from(), to(), me);
    const stop = followTree(from(), to(), me, ['inner']);
    // Replaces the file as an editor does, by a rename of a temporary file.
    writeFileSync(from('inner', 'changed.new'), 'after');
    renameSync(from('inner', 'changed.new'), from('inner', 'changed'));
    rmSync(from('inner', 'removed'));
    mkdirSync(from('inner', 'new'));
    await vi.waitFor(() => {
      writeFileSync(from('inner', 'new', 'file'), 'new');
      expect(readFileSync(to('inner', 'changed'), 'utf8')).toBe('after');
      expect(readFileSync(to('inner', 'new', 'file'), 'utf8')).toBe('new');
      expect(existsSync(to('inner', 'removed'))).toBe(false);
    }, paced(10_000));
    stop();
  });
  it('gives back files, and follows no link that was left in their place', () => {
    writeFileSync(join(folder, 'secret'), 'not for them');
    writeFileSync(from('inner', 'picture'), 'theirs');
    symlinkSync(join(folder, 'secret'), from('link'));
    collectFiles(from(), to());
    expect(readFileSync(to('inner', 'picture'), 'utf8')).toBe('theirs');
    expect(existsSync(to('link'))).toBe(false);
  });
});
