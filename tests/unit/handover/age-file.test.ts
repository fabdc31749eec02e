import { Encrypter, generateHybridIdentity, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  encryptForRecipient,
  encryptWithPassphrase,
  lockOf,
  MAX_AGE_FILE,
  openForIdentity,
  openWithPassphrase,
} from '../../../main/handover/age-file.ts';
import { LITTLE_WORK } from '../../support/parts/little-work.ts';

// Security line 26.

const content = Buffer.from('aws_secret_access_key = 8fYq+w/3Zx==\n');
const passphrase = Buffer.from('legal-winner-thank-year');

async function newPair(make = generateX25519Identity) {
  const identity = await make();
  return { identity: Buffer.from(identity), publicKey: await identityToRecipient(identity) };
}

/** Encrypted with little work, so that a test can try thousands of them. */
async function encryptedQuickly(): Promise<Buffer> {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase.toString());
  encrypter.setScryptWorkFactor(1);
  return Buffer.from(await encrypter.encrypt(content));
}

const kindOf = (opened: { ok: boolean; problem?: { kind: string } }) => (opened.ok ? 'opened' : opened.problem?.kind);

let ada: Awaited<ReturnType<typeof newPair>>;
let encrypted: Buffer;
beforeAll(async () => {
  ada = await newPair();
  encrypted = await encryptForRecipient(ada.publicKey, content);
});

describe('a file for a public key', () => {
  it('opens with its private key, and with no other', async () => {
    expect(await lockOf(encrypted)).toEqual({ ok: true, value: 'recipient' });
    expect(await openForIdentity(encrypted, ada.identity)).toEqual({ ok: true, value: content });
    const bob = await newPair();
    expect(kindOf(await openForIdentity(encrypted, bob.identity))).toBe('file-not-for-you');
  });

  it('is another one each time, and shows nothing of its content', async () => {
    expect(await encryptForRecipient(ada.publicKey, content)).not.toEqual(encrypted);
    expect(encrypted.includes('secret')).toBe(false);
  });

  it('opens the same for a post-quantum key', async () => {
    const quantum = await newPair(generateHybridIdentity);
    const file = await encryptForRecipient(quantum.publicKey, content);
    expect(quantum.publicKey).toMatch(/^age1pq1/);
    expect(await openForIdentity(file, quantum.identity)).toEqual({ ok: true, value: content });
    expect(kindOf(await openForIdentity(file, ada.identity))).toBe('file-not-for-you');
    expect(kindOf(await openForIdentity(encrypted, quantum.identity))).toBe('file-not-for-you');
  });
});

/** Changes a file as programs do that treat it as text: mail gateways, FTP, Git on Windows. */
const asText = (file: Buffer) => Buffer.from(file.toString('latin1').replaceAll('\n', '\r\n'), 'latin1');
/** A file without CR LF. About one file in a hundred has this pair by chance, and would look like a changed file. */
async function encryptedWithoutPair(): Promise<Buffer> {
  const file = await encryptForRecipient(ada.publicKey, content);
  return file.includes('\r\n') ? encryptedWithoutPair() : file;
}

describe('a file that came as text', () => {
  it('opens all the same: the line ends that were put in are taken out, and age proves what is left', async () => {
    const file = asText(await encryptedWithoutPair());
    expect(await lockOf(file)).toEqual({ ok: true, value: 'recipient' });
    expect(await openForIdentity(file, ada.identity)).toEqual({ ok: true, value: content });
  });

  it('is damaged where that does not give the file back, and no file of another kind', async () => {
    const file = await encryptedWithoutPair();
    const end = file.indexOf('\n', file.indexOf('\n---')) + 1;
    const lost = Buffer.concat([asText(file.subarray(0, end)), file.subarray(end, -1)]);
    expect(kindOf(await openForIdentity(lost, ada.identity))).toBe('file-damaged');
    expect(kindOf(await lockOf(Buffer.from('age-encryption.org/v1\r\n-> X')))).toBe('file-damaged');
  });
});

describe('a file with a passphrase', () => {
  it('opens with that, as typed, and with no other', async () => {
    const file = await encryptWithPassphrase(passphrase, content, LITTLE_WORK);
    expect(await lockOf(file)).toEqual({ ok: true, value: 'passphrase' });
    expect(await openWithPassphrase(file, passphrase)).toEqual({ ok: true, value: content });
    expect(kindOf(await openWithPassphrase(file, Buffer.from('legal-winner-thank-yard')))).toBe(
      'file-passphrase-wrong',
    );
  });

  it('costs a second and 256 MB for each guess, as in age, without blocking the program', async () => {
    let turns = 0;
    const turning = setInterval(() => {
      turns += 1;
    }, 5);
    const header = (await encryptWithPassphrase(passphrase, content)).toString('latin1').split('\n');
    clearInterval(turning);
    expect(header[1]).toMatch(/^-> scrypt [A-Za-z0-9+/]{22} 18$/);
    expect(turns).toBeGreaterThan(20);
  });

  it('opens with any work factor of its maker, up to the limit of this computer', async () => {
    for (const workFactor of [1, 10, 16]) {
      expect(
        await openWithPassphrase(await encryptWithPassphrase(passphrase, content, workFactor), passphrase),
      ).toEqual({
        ok: true,
        value: content,
      });
    }
  });

  it('is refused before any of the work is done when it asks for too much', async () => {
    for (const wanted of ['21', '30', '62', '999']) {
      const file = Buffer.from(
        (await encryptedQuickly()).toString('latin1').replace(/^(-> scrypt \S+) 1$/m, `$1 ${wanted}`),
        'latin1',
      );
      const refused = { ok: false, problem: { kind: 'not-a-handed-over-file', why: 'work-factor' } };
      expect(await lockOf(file)).toEqual(refused);
      expect(await openWithPassphrase(file, passphrase)).toEqual(refused);
    }
  });

  it('counts as damaged if it has a recipient besides the passphrase', async () => {
    const text = (await encryptedQuickly()).toString('latin1');
    const stanza = encrypted.toString('latin1').split('\n').slice(1, 3).join('\n');
    const both = Buffer.from(text.replace('\n-> scrypt', `\n${stanza}\n-> scrypt`), 'latin1');
    expect(kindOf(await openWithPassphrase(both, passphrase))).toBe('file-damaged');
  });
});

describe('a file that was changed', () => {
  const flips = [0x01, 0x20, 0x80];

  it('for a public key never opens, whichever byte was flipped', async () => {
    for (let at = 0; at < encrypted.length; at += 1) {
      for (const flip of flips) {
        const changed = Buffer.from(encrypted);
        changed[at] = (changed[at] ?? 0) ^ flip;
        expect(kindOf(await openForIdentity(changed, ada.identity)), `byte ${at} ^ ${flip}`).not.toBe('opened');
      }
    }
  });

  it('with a passphrase never opens, whichever byte was flipped', async () => {
    const file = await encryptedQuickly();
    for (let at = 0; at < file.length; at += 1) {
      for (const flip of flips) {
        const changed = Buffer.from(file);
        changed[at] = (changed[at] ?? 0) ^ flip;
        expect(kindOf(await openWithPassphrase(changed, passphrase)), `byte ${at} ^ ${flip}`).not.toBe('opened');
      }
    }
  });

  it('never opens if its end is missing, or if something follows it', async () => {
    for (const length of [0, 1, 21, 22, 100, encrypted.length - 16, encrypted.length - 1]) {
      expect(kindOf(await openForIdentity(encrypted.subarray(0, length), ada.identity)), `${length} bytes`).not.toBe(
        'opened',
      );
    }
    const longer = Buffer.concat([encrypted, Buffer.from('x')]);
    expect(kindOf(await openForIdentity(longer, ada.identity))).toBe('file-damaged');
  });

  it('in armor opens only to what was encrypted: only white space around the armor may change', async () => {
    const { armor } = await import('age-encryption');
    const text = Buffer.from(armor.encode(encrypted));
    let harmless = 0;
    for (let at = 0; at < text.length; at += 1) {
      for (const flip of flips) {
        const changed = Buffer.from(text);
        changed[at] = (changed[at] ?? 0) ^ flip;
        const opened = await openForIdentity(changed, ada.identity);
        if (opened.ok) {
          expect(opened.value).toEqual(content);
          expect(at).toBe(text.length - 1);
          harmless += 1;
        }
      }
    }
    expect(harmless).toBeLessThanOrEqual(1);
  });
});

describe('any other file', () => {
  it.each([
    ['nothing', Buffer.alloc(0)],
    ['a text', Buffer.from('AWS_SECRET_ACCESS_KEY=x')],
    ['a later form of age', Buffer.from('age-encryption.org/v2\n-> X25519 x\n')],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a])],
  ])('is said to be none: %s', async (_what, bytes) => {
    expect(await lockOf(bytes)).toEqual({ ok: false, problem: { kind: 'not-a-handed-over-file', why: 'not-age' } });
  });

  it('is not read at all when it is too large', async () => {
    const large = Buffer.concat([encrypted, Buffer.alloc(MAX_AGE_FILE)]);
    expect(await lockOf(large)).toEqual({ ok: false, problem: { kind: 'not-a-handed-over-file', why: 'too-large' } });
  });
});
