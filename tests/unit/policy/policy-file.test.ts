import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readPolicyFile } from '../../../main/policy/policy-file.ts';
import { readPolicy } from '../../../main/policy/read-policy.ts';
import { MOST_BYTES } from '../../../main/policy/trusted-file.ts';

const me = process.getuid?.() ?? 0;
let folder = '';
let file = '';

beforeEach(() => {
  folder = mkdtempSync(join(realpathSync(tmpdir()), 'policy-'));
  file = join(folder, 'policy.json');
});
afterEach(() => {
  chmodSync(folder, 0o700);
  rmSync(folder, { recursive: true });
});

const put = (content: string | Buffer, mode = 0o644) => {
  writeFileSync(file, content);
  chmodSync(file, mode);
};
const read = async (owners = [me]) => {
  const [source] = await readPolicyFile(file, { owners, from: folder });
  return source;
};
const refusal = async (owners?: number[]) => {
  const source = await read(owners);
  return source && 'refused' in source ? source.refused : 'taken';
};

describe('a policy file', () => {
  it('is none where there is no file', async () => {
    expect(await read()).toBeUndefined();
    expect(await readPolicy(file)).toEqual({ prescribed: {}, trouble: null, remarks: [] });
  });

  it('says what it prescribes, also with a byte order mark', async () => {
    put('\uFEFF{ "handOver": ["print"], "lockMinutes": 5 }');
    expect(await readPolicy(file)).toEqual({
      prescribed: { handOver: { value: ['print'], source: file }, lockMinutes: { value: 5, source: file } },
      trouble: null,
      remarks: [],
    });
  });

  it('of somebody else is refused', async () => {
    put('{}');
    expect(await refusal([me + 1])).toBe('it belongs to another user than the administrator (root)');
  });

  it.each([0o664, 0o646, 0o666])('that others may write to is refused (mode %o)', async (mode) => {
    put('{}', mode);
    expect(await refusal()).toBe('other users may write to it');
  });

  it('in a folder that others may write to is refused', async () => {
    put('{}');
    chmodSync(folder, 0o777);
    expect(await refusal()).toBe(`of its folder ${folder}: other users may write to it`);
  });

  it('that is a link is refused, and so is one behind a folder that is a link', async () => {
    writeFileSync(join(folder, 'real.json'), '{}');
    symlinkSync(join(folder, 'real.json'), file);
    expect(await refusal()).toBe('it is a link');

    mkdirSync(join(folder, 'real'));
    writeFileSync(join(folder, 'real', 'policy.json'), '{}', { mode: 0o644 });
    symlinkSync(join(folder, 'real'), join(folder, 'link'));
    const behind = await readPolicyFile(join(folder, 'link', 'policy.json'), { owners: [me], from: folder });
    expect(behind).toEqual([
      { source: expect.any(String), refused: `of its folder ${join(folder, 'link')}: it is a link` },
    ]);

    symlinkSync(join(folder, 'nowhere'), join(folder, 'dangling'));
    const hidden = await readPolicyFile(join(folder, 'dangling', 'policy.json'), { owners: [me], from: folder });
    expect(hidden).toEqual([expect.objectContaining({ refused: `the folder ${join(folder, 'dangling')} is a link` })]);
  });

  it('that is a pipe is refused, and nobody waits for what comes out of it', async () => {
    execFileSync('mkfifo', [file]);
    expect(await refusal()).toBe('it is not a file');
  });

  it('that is a folder is refused', async () => {
    mkdirSync(file);
    expect(await refusal()).toBe('it is not a file');
  });

  it('that may not be read is refused', async () => {
    put('{}', 0o000);
    // Root can read the file in spite of its mode.
    expect(await refusal()).toBe(me === 0 ? 'taken' : 'this account has no permission for that');
  });

  it('that is too large is refused before it is read', async () => {
    put(Buffer.alloc(MOST_BYTES + 1, ' '));
    expect(await refusal()).toBe('it is larger than 64 kB');
  });

  it.each([
    ['nothing', '', 'line 1: an object in braces is expected here'],
    ['a list', '["handOver"]', 'line 1: an object in braces is expected here'],
    ['a comma too many', '{\n"lockMinutes": 5,\n}', 'line 3: a name in quotes is expected here'],
    ['a comment', '{ // ours\n}', 'line 1: a name in quotes is expected here'],
    ['text behind it', '{}{}', 'line 1: something follows the closing brace'],
    ['a name twice', '{"handOver":[],"handOver":["print"]}', 'a name stands in it twice'],
    ['a name twice, once spelled otherwise', '{"handOver":[],"h\\u0061ndOver":["print"]}', 'a name stands in it twice'],
    ['deep nesting', `{"x":${'['.repeat(20_000)}`, 'line 1: it is nested too deeply'],
  ])('with %s is refused', async (_, content, reason) => {
    put(content);
    expect(await refusal()).toBe(reason);
  });

  it('that is no UTF-8 is refused', async () => {
    put(Buffer.from('{"namePattern":"\xff*"}', 'latin1'));
    expect(await refusal()).toContain('it is no JSON in UTF-8');
  });

  it('with __proto__ and other names that Keydesk does not know takes the rest, and tells them', async () => {
    put('{"__proto__":{"handOver":["print"]},"constructor":1,"lockMinutes":5}');
    const { prescribed, trouble, remarks } = await readPolicy(file);
    expect(Object.keys(prescribed)).toEqual(['lockMinutes']);
    expect(prescribed.handOver).toBeUndefined();
    expect(trouble).toBeNull();
    expect(remarks).toEqual([
      `${file} prescribes __proto__, which this Keydesk does not know. It has no effect.`,
      `${file} prescribes constructor, which this Keydesk does not know. It has no effect.`,
    ]);
  });
});
