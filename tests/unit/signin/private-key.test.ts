import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { fromVaultBytes, loadPrivateKey, readPrivateKey, toVaultBytes } from '../../../main/signin/private-key.ts';
import { createKeyFolder, createTestKey } from '../../support/parts/key-folder.ts';
import { unwrap } from '../../support/parts/unwrap.ts';
import {
  opensslFingerprint,
  opensslHmacSha512,
  opensslPassphrase,
  opensslPbes1,
  opensslScrypt,
} from '../../support/programs/openssl-keys.ts';

const key = createTestKey();
const folder = createKeyFolder();
afterAll(() => folder[Symbol.dispose]());

const read = (path: string, passphrase: string | null = null) =>
  readPrivateKey(folder.env, `${folder.home}/${path}`, passphrase);
const isTheKey = { ok: true, value: { fingerprint: key.fingerprint } };
const pkcs1 = key.privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();

describe('a private key without a passphrase', () => {
  it.each([
    ['PKCS#8', key.pem],
    ['PKCS#1', pkcs1],
    ['with the line OCI_API_KEY at its end', `${key.pem}OCI_API_KEY\n`],
    ['with the line ends of Windows', key.pem.replaceAll('\n', '\r\n')],
    ['with Windows line ends and the line OCI_API_KEY', `${pkcs1}OCI_API_KEY\n`.replaceAll('\n', '\r\n')],
    ['with a byte order mark', `\uFEFF${key.pem}`],
    ['with text before it', `Bag Attributes\n  friendlyName: api\n${key.pem}`],
  ])('loads: %s', async (_what, pem) => {
    folder.write('key.pem', pem);
    expect(await read('key.pem')).toMatchObject(isTheKey);
    expect(await read('key.pem', 'a passphrase that is not needed')).toMatchObject(isTheKey);
  });
});

describe('an encrypted private key', () => {
  const passphrase = opensslPassphrase;
  const encrypted = (type: 'pkcs1' | 'pkcs8', cipher: string) =>
    key.privateKey.export({ type, format: 'pem', cipher, passphrase }).toString();

  it.each([
    ['PKCS#8 with PBES2 and AES', encrypted('pkcs8', 'aes-256-cbc'), key.fingerprint],
    ['PKCS#8 with PBES2 and 3DES', encrypted('pkcs8', 'des-ede3-cbc'), key.fingerprint],
    ['PKCS#8 with PBES1 and 3DES', opensslPbes1, opensslFingerprint],
    ['PKCS#1 with AES, as of old', encrypted('pkcs1', 'aes-256-cbc'), key.fingerprint],
    [
      'PKCS#1 with 3DES and Windows line ends',
      encrypted('pkcs1', 'des-ede3-cbc').replaceAll('\n', '\r\n'),
      key.fingerprint,
    ],
  ])('loads with its passphrase alone: %s', async (_what, pem, fingerprint) => {
    const file = folder.write('locked.pem', pem);
    expect(unwrap(await read('locked.pem', passphrase))).toMatchObject({ fingerprint });
    expect(await read('locked.pem')).toEqual({ ok: false, problem: { kind: 'passphrase-needed', file } });
    for (const wrong of ['', 'Correct', passphrase.toUpperCase(), 'x'.repeat(1024)]) {
      expect(await read('locked.pem', wrong)).toEqual({ ok: false, problem: { kind: 'passphrase-wrong', file } });
    }
  });

  it('never takes a wrong passphrase for a damaged file, not even when the padding happens to fit', () => {
    const pem = key.privateKey.export({ type: 'pkcs1', format: 'pem', cipher: 'aes-128-cbc', passphrase: 'right' });
    for (let attempt = 0; attempt < 1500; attempt++) {
      const loaded = loadPrivateKey(Buffer.from(pem), `wrong ${attempt}`);
      expect(loaded).toEqual({ ok: false, problem: { kind: 'passphrase-wrong' } });
    }
  });

  it('is refused with the way out when scrypt encrypts it, before a passphrase is asked for', async () => {
    folder.write('scrypt.pem', opensslScrypt);
    for (const given of [null, passphrase]) {
      expect(await read('scrypt.pem', given)).toMatchObject({
        problem: { kind: 'key-unreadable', reason: expect.stringMatching(/scrypt.*openssl pkcs8 -topk8 -v2/) },
      });
    }
  });

  it.each([
    ['a derivation that BoringSSL lacks', opensslHmacSha512],
    ['a cipher of long ago', pkcs1.replace('-----\n', '-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: RC2-40-CBC,0011\n\n')],
  ])('is refused with the way out when it uses %s', async (_what, pem) => {
    folder.write('odd.pem', pem);
    expect(await read('odd.pem', passphrase)).toMatchObject({
      problem: { kind: 'key-unreadable', reason: expect.stringMatching(/encrypted in a way.*openssl/) },
    });
  });
});

describe('a file that holds no usable key', () => {
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' });
  const spki = createPublicKey(key.privateKey).export({ type: 'spki', format: 'pem' });
  it.each([
    ['nothing', '', /empty/],
    ['text', 'hello', /no private key in PEM form/],
    ['a key of another kind', ec, /type ec; Oracle's API keys are RSA/],
    ['a public key', spki, /public key/],
    ['a certificate', '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n', /certificate/],
    [
      'a key of OpenSSH',
      '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaA==\n-----END OPENSSH PRIVATE KEY-----\n',
      /OpenSSH/,
    ],
    ['a key of PuTTY', 'PuTTY-User-Key-File-3: ssh-rsa\n', /PuTTY/],
    ['half a key', key.pem.slice(0, 800), /damaged or not complete/],
    ['a damaged key', key.pem.replace(/\n.{64}\n/, '\n'), /damaged or not complete/],
  ])('is refused with what it is: %s', async (_what, content, reason) => {
    const file = folder.write('bad.pem', content);
    for (const passphrase of [null, 'some passphrase']) {
      const problem = { kind: 'key-unreadable', file, reason: expect.stringMatching(reason) };
      expect(await read('bad.pem', passphrase)).toEqual({ ok: false, problem });
    }
  });

  it('is distinguished from a missing file, one that is too large, and a folder', async () => {
    expect(await read('none.pem')).toMatchObject({ problem: { kind: 'key-missing', file: `${folder.home}/none.pem` } });
    folder.write('large.pem', Buffer.alloc(65 * 1024, 'A'));
    expect(await read('large.pem')).toMatchObject({ problem: { reason: 'it is larger than 64 kB' } });
    expect(await read('.')).toMatchObject({ problem: { kind: 'key-unreadable', reason: 'it is a folder' } });
  });
});

describe('the fingerprint', () => {
  it('is the one that openssl works out as Oracle tells people to', () => {
    const loaded = unwrap(loadPrivateKey(Buffer.from(opensslPbes1), opensslPassphrase));
    expect(loaded.fingerprint).toBe(opensslFingerprint);
  });

  it('names both when the profile has another', async () => {
    const keyFile = folder.write('key.pem', key.pem);
    expect(await readPrivateKey(folder.env, keyFile, null, 'aa:bb')).toEqual({
      ok: false,
      problem: { kind: 'fingerprint-mismatch', keyFile, expected: 'aa:bb', found: key.fingerprint },
    });
    expect(await readPrivateKey(folder.env, keyFile, null, key.fingerprint)).toMatchObject(isTheKey);
  });
});

describe('the bytes for the vault', () => {
  it('bring the same key back', () => {
    const again = fromVaultBytes(toVaultBytes(key.privateKey));
    expect(again?.equals(key.privateKey)).toBe(true);
    expect(fromVaultBytes(Buffer.from('nonsense'))).toBeNull();
  });

  it('fit into the 2,560 bytes that Windows allows an entry, for a key of 4096 bits too', () => {
    expect(toVaultBytes(key.privateKey).length).toBeLessThan(1_300);
    expect(toVaultBytes(createTestKey(4096).privateKey).length).toBeLessThan(2_560);
  });
});
