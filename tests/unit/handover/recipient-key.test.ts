import { generateHybridIdentity, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseRecipientKey } from '../../../main/handover/recipient-key.ts';

let publicKey: string;
let other: string;
let quantum: string;
let privateKey: string;
let privateQuantum: string;
beforeAll(async () => {
  privateKey = await generateX25519Identity();
  privateQuantum = await generateHybridIdentity();
  publicKey = await identityToRecipient(privateKey);
  quantum = await identityToRecipient(privateQuantum);
  other = await identityToRecipient(await generateX25519Identity());
});

const why = async (text: string) => {
  const read = await parseRecipientKey(text);
  return read.ok ? 'taken' : 'why' in read.problem ? read.problem.why : read.problem.kind;
};

describe('a public key', () => {
  it('is taken as people paste it', async () => {
    const taken = { ok: true, value: { publicKey, kind: 'x25519' } };
    const pasted = [
      publicKey,
      `  ${publicKey}\n`,
      `\uFEFF${publicKey}\r\n`,
      publicKey.toUpperCase(),
      `# Grace, laptop\n\n${publicKey}\n# until 2027\n`,
      `Public key: ${publicKey}`,
      `# created: 2026-11-22T12:00:00Z\n# public key: ${publicKey}`,
      `${publicKey}\n${publicKey}`,
      `${publicKey.slice(0, 30)}\r\n${publicKey.slice(30)}`,
      `"${publicKey}"`,
      `“${publicKey}”,`,
      `<${publicKey}>`,
      `My key is ${publicKey}. Thank you!`,
      `Keys begin with age1: ${publicKey} is mine`,
      `${publicKey} # Grace, laptop`,
      `${publicKey} grace@laptop`,
      `> ${publicKey.slice(0, 30)}\n> ${publicKey.slice(30)}\n> Grace`,
      `\u200B${publicKey.slice(0, 20)}\u200B${publicKey.slice(20)}\u2060`,
      `# my old one was ${other}\n${publicKey}`,
    ];
    for (const text of pasted) expect(await parseRecipientKey(text), text).toEqual(taken);
  });

  it('is taken when it is post-quantum, also broken into the lines of a mail', async () => {
    const taken = { ok: true, value: { publicKey: quantum, kind: 'post-quantum' } };
    expect(await parseRecipientKey(quantum)).toEqual(taken);
    expect(await parseRecipientKey(quantum.replace(/.{76}/g, '$&\r\n'))).toEqual(taken);
    expect(await parseRecipientKey(`Mine:\n"${quantum.replace(/.{76}/g, '$&\r\n> ')}"\nYours?`)).toEqual(taken);
  });

  it('is refused with the reason when it is another text', async () => {
    expect(await why('')).toBe('empty');
    expect(await why('# a comment\n\n')).toBe('empty');
    expect(await why(`${publicKey}\n${other}`)).toBe('several');
    expect(await why(`${publicKey} ${other}`)).toBe('several');
    expect(await why(`Take ${publicKey}, or ${other}.`)).toBe('several');
    expect(await why('My age1yubikey1qwt50d05nh5vutpdzmlg5wn80xq5negm4uj9ghv0snvdd3yysf5yw3rhl3t!')).toBe('plugin');
    expect(await why('ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTY grace@laptop')).toBe('ssh');
    expect(await why('sk-ssh-ed25519@openssh.com AAAAGnNrLXNzaC1lZDI1NTE5QG9wZW5zc2guY29t grace@key')).toBe('ssh');
    expect(await why('age1yubikey1qwt50d05nh5vutpdzmlg5wn80xq5negm4uj9ghv0snvdd3yysf5yw3rhl3t')).toBe('plugin');
    expect(await why('ocid1.user.oc1..aaaa')).toBe('not-age');
    expect(await why('-----BEGIN PUBLIC KEY-----\nMCow\n-----END PUBLIC KEY-----')).toBe('not-age');
    expect(await why('-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmDME\n-----END PGP PUBLIC KEY BLOCK-----')).toBe(
      'not-age',
    );
    expect(await why('age1')).toBe('mistyped');
  });

  it('is refused when one character is wrong, missing or too many: its check sum tells', async () => {
    for (let at = 5; at < publicKey.length; at += 1) {
      const wrong = publicKey[at] === 'q' ? 'p' : 'q';
      expect(await why(publicKey.slice(0, at) + wrong + publicKey.slice(at + 1)), `wrong at ${at}`).toBe('mistyped');
      expect(await why(publicKey.slice(0, at) + publicKey.slice(at + 1)), `missing at ${at}`).toBe('mistyped');
    }
    expect(await why(`${publicKey}q`)).toBe('mistyped');
    expect(await why(`${publicKey.slice(0, -1)} thanks`)).toBe('mistyped');
    expect(await why(quantum.slice(0, -1))).toBe('mistyped');
  });
});

describe('a private key where a public one belongs', () => {
  it('is recognised within any text, and refused without being repeated', async () => {
    const pasted = [
      privateKey,
      privateQuantum,
      privateKey.toLowerCase(),
      `“${privateKey.slice(0, 9)}\u200B${privateKey.slice(9)}”`,
      `# created: 2026-11-22\n# public key: ${publicKey}\n${privateKey}\n`,
      `${publicKey}\n${privateKey}`,
      'AGE-PLUGIN-YUBIKEY-1QQQ',
      '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAA\n-----END OPENSSH PRIVATE KEY-----',
      '-----BEGIN PGP PRIVATE KEY BLOCK-----\n\nlFgEZ0sZ\n-----END PGP PRIVATE KEY BLOCK-----',
      '-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2Vw\n-----END PRIVATE KEY-----',
    ];
    for (const text of pasted) {
      expect(await parseRecipientKey(text)).toEqual({ ok: false, problem: { kind: 'private-key-pasted' } });
    }
  });
});
