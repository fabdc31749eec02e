import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openPrintTempFolder, sweepPrintTempFolders } from '../../../main/shell/print-temp-folder.ts';

const runtime = process.env['XDG_RUNTIME_DIR'];
const before = process.env['TMPDIR'];
let memory = '';

beforeEach(() => {
  vi.useFakeTimers();
  memory = mkdtempSync('/dev/shm/run-');
  process.env['XDG_RUNTIME_DIR'] = memory;
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(memory, { recursive: true, force: true });
  for (const [name, value] of [
    ['XDG_RUNTIME_DIR', runtime],
    ['TMPDIR', before],
  ] as const) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
});

describe.runIf(process.platform === 'linux')('the folder for what Chromium writes while it prints', () => {
  it('lies in the person’s run-time folder, in memory, and is theirs alone', () => {
    const close = openPrintTempFolder();
    expect(dirname(tmpdir())).toBe(memory);
    expect(statSync(tmpdir()).mode & 0o777).toBe(0o700);
    close?.();
  });

  it.each([
    ['there is none', undefined],
    ['it is on disk', '/'],
    ['it is gone', '/dev/shm/nowhere'],
  ])('lies in shared memory where %s', (_, folder) => {
    if (folder === undefined) delete process.env['XDG_RUNTIME_DIR'];
    else process.env['XDG_RUNTIME_DIR'] = folder;
    const close = openPrintTempFolder();
    const opened = tmpdir();
    expect(dirname(opened)).toBe('/dev/shm');
    close?.();
    vi.runAllTimers();
    expect(existsSync(opened)).toBe(false);
  });

  it('is not opened on the disk: where nothing is in memory, nothing is to be printed', () => {
    const before = tmpdir();
    expect(openPrintTempFolder(['/', '/dev/shm/nowhere', ''])).toBeNull();
    expect(tmpdir()).toBe(before);
  });

  it('is removed at the next start with the pages in it, if Keydesk was killed before it could', () => {
    const dead = spawnSync('true').pid;
    const abandoned = join(memory, `keydesk-print-${dead}-Ab3dEf`);
    mkdirSync(abandoned);
    writeFileSync(join(abandoned, 'pages'), 'the pages');
    const close = openPrintTempFolder();
    const others = [tmpdir(), join(memory, `keydesk-print-${dead}`), join(memory, 'keydesk-print-notes')];
    for (const other of others.slice(1)) mkdirSync(other);
    symlinkSync(others[1] ?? '', join(memory, `keydesk-print-${dead}-Li4nkd`));
    sweepPrintTempFolders();
    expect(existsSync(abandoned)).toBe(false);
    for (const other of others) expect(existsSync(other), other).toBe(true);
    close?.();
  });

  it('is removed with what Chromium leaves in it, ten seconds after the printing', () => {
    const close = openPrintTempFolder();
    const opened = tmpdir();
    writeFileSync(join(opened, '.org.chromium.Chromium.abc'), 'the pages');
    close?.();
    expect(tmpdir()).not.toBe(opened);
    vi.advanceTimersByTime(9999);
    expect(existsSync(opened)).toBe(true);
    vi.advanceTimersByTime(1);
    expect(existsSync(opened)).toBe(false);
  });

  it('is removed at once when Keydesk ends', () => {
    openPrintTempFolder();
    const opened = tmpdir();
    const known = process.listeners('exit');
    known.at(-1)?.(0);
    expect(existsSync(opened)).toBe(false);
  });

  it('leaves alone the folders of others', () => {
    const close = openPrintTempFolder();
    const opened = tmpdir();
    mkdirSync(join(opened, 'sample'));
    writeFileSync(join(opened, 'pages'), 'the pages');
    close?.();
    vi.runAllTimers();
    expect(existsSync(join(opened, 'sample'))).toBe(true);
    expect(existsSync(join(opened, 'pages'))).toBe(false);
  });
});
