import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { createDrafts } from '../../../main/shell/open-draft.ts';

// Security lines 25 and 26.

let profile: string;
beforeEach(() => {
  profile = mkdtempSync(join(tmpdir(), 'keydesk-drafts-'));
  return () => rmSync(profile, { recursive: true, force: true });
});

function setUp(answer: (file: string) => Promise<string> = async () => '') {
  const opened: string[] = [];
  const folder = join(profile, 'drafts');
  const openPath = (file: string) => {
    opened.push(file);
    return answer(file);
  };
  return { opened, folder, drafts: createDrafts({ folder, openPath, patienceMs: 50 }) };
}
const modeOf = (path: string) => statSync(path).mode & 0o777;

describe('a draft for the mail program', () => {
  it('is a file in a folder of its own, both its owner’s alone', async () => {
    const { drafts, folder, opened } = setUp();
    expect(await drafts.open('key-for-Grace.eml', Buffer.from('To: grace'))).toEqual({ ok: true, value: null });
    const [file = ''] = opened;
    expect(file).toMatch(/key-for-Grace\.eml$/);
    expect(readFileSync(file, 'utf8')).toBe('To: grace');
    expect([modeOf(folder), modeOf(dirname(file)), modeOf(file)]).toEqual([0o700, 0o700, 0o600]);
  });

  it('does not touch the one before, which a program may have open', async () => {
    const { drafts, opened } = setUp();
    await drafts.open('key.eml', Buffer.from('first'));
    await drafts.open('key.eml', Buffer.from('second'));
    expect(opened.map((file) => readFileSync(file, 'utf8'))).toEqual(['first', 'second']);
  });

  it('is gone when no program opens it, with the system’s reason', async () => {
    const { drafts, folder } = setUp(async () => 'no application is registered');
    expect(await drafts.open('key.eml', Buffer.from('x'))).toEqual({
      ok: false,
      problem: { kind: 'no-mail-program', reason: 'no application is registered' },
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('counts as opened by a system that says nothing until the program ends', async () => {
    const { drafts } = setUp(() => new Promise(() => {}));
    expect(await drafts.open('key.eml', Buffer.from('x'))).toEqual({ ok: true, value: null });
  });

  it('does not stay: at quit and at the next start its folder goes', async () => {
    const { drafts, folder } = setUp();
    await drafts.open('key.eml', Buffer.from('x'));
    await drafts.empty();
    expect(existsSync(folder)).toBe(false);
    await drafts.empty();
    expect(await drafts.open('key.eml', Buffer.from('x'))).toEqual({ ok: true, value: null });
  });

  it('is reported as unwritable when its folder cannot be made', async () => {
    const { drafts, folder, opened } = setUp();
    writeFileSync(folder, 'a file where the folder should be');
    const told = await drafts.open('key.eml', Buffer.from('x'));
    expect(told.ok ? 'opened' : told.problem.kind).toMatch(/^file-un(writable|readable)$/);
    expect(opened).toEqual([]);
  });
});
