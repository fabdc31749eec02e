import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encryptForRecipient, openForIdentity } from '../../../main/handover/age-file.ts';
import { parseRecipientKey } from '../../../main/handover/recipient-key.ts';
import { type AgeProgram, openAgeProgram } from '../../support/programs/age-program.ts';

const folder = mkdtempSync(join(tmpdir(), 'keydesk-ssh-'));
const content = Buffer.from('aws_secret_access_key = a-secret');
let age: AgeProgram;
/** The file of a private key that OpenSSH made, and its public half with a comment. */
function keygen(name: string, ...options: readonly string[]) {
  const file = join(folder, name);
  execFileSync('ssh-keygen', ['-q', '-N', '', '-C', 'grace@laptop', '-f', file, ...options]);
  return { file, pub: readFileSync(`${file}.pub`, 'utf8') };
}
let keys: Record<'ed25519' | 'rsa', ReturnType<typeof keygen>>;

beforeAll(() => {
  age = openAgeProgram();
  keys = { ed25519: keygen('ed25519', '-t', 'ed25519'), rsa: keygen('rsa', '-t', 'rsa', '-b', '2048') };
});
afterAll(() => {
  age.remove();
  rmSync(folder, { recursive: true, force: true });
});

const bare = (pub: string) => pub.split(' ').slice(0, 2).join(' ');
async function read(text: string) {
  const key = await parseRecipientKey(text);
  return key.ok ? key.value.publicKey : 'why' in key.problem ? key.problem.why : key.problem.kind;
}

describe('an SSH public key', () => {
  it.each(['ed25519', 'rsa'] as const)('of the kind %s has files encrypted that age opens', async (kind) => {
    const { file, pub } = keys[kind];
    const encrypted = await encryptForRecipient(await read(pub), content);
    expect(await age.decrypt(encrypted, file)).toEqual(content);
    // No other key opens the file, and after a change of one byte the right key does not open it either.
    const { identity } = await age.keygen();
    expect(await openForIdentity(encrypted, Buffer.from(identity))).toMatchObject({ ok: false });
    for (const at of [30, encrypted.indexOf('\n---') + 8, encrypted.length - 1]) {
      const changed = Buffer.from(encrypted);
      changed[at] = (changed[at] ?? 0) ^ 1;
      await expect(age.decrypt(changed, file)).rejects.toThrow('age ended');
    }
  });

  it('is taken as people paste it', async () => {
    for (const { pub } of Object.values(keys)) {
      const broken = pub.replace(/.{70}/g, '$&\r\n> ');
      const pasted = [
        pub,
        bare(pub),
        `My key:\r\n\r\n${pub}\r\nThanks\r\n`,
        `> ${broken}`,
        `"${bare(pub)}"`,
        `${bare(pub)}\nGrace`,
      ];
      for (const text of pasted) expect(await read(text), text).toBe(bare(pub));
    }
  });

  it('is refused when it is cut off, too weak, of another kind inside, or one of several', async () => {
    for (const { pub } of Object.values(keys)) expect(await read(bare(pub).slice(0, -5))).toBe('mistyped');
    expect(await read(bare(keys.rsa.pub).replace('ssh-rsa', 'ssh-ed25519'))).toBe('mistyped');
    expect(await read(keygen('weak', '-t', 'rsa', '-b', '1024').pub)).toBe('mistyped');
    expect(await read(`${keys.rsa.pub}${keys.ed25519.pub}`)).toBe('several');
    const { publicKey } = await age.keygen();
    expect(await read(`${keys.rsa.pub}${publicKey}`)).toBe('several');
    // A key that is a point of small order: anybody could open a file that is encrypted for such a key.
    const wire = Buffer.concat([
      Buffer.from([0, 0, 0, 11]),
      Buffer.from('ssh-ed25519'),
      Buffer.from([0, 0, 0, 32, 1]),
      Buffer.alloc(31),
    ]);
    expect(await read(`ssh-ed25519 ${wire.toString('base64')}`)).toBe('mistyped');
  });
});
