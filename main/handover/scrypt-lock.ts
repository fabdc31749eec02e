import { randomBytes, scrypt } from 'node:crypto';
import type { Identity, Recipient, Stanza } from 'age-encryption';

/**
 * The scrypt lock of the age format (age-encryption.org/v1, "The scrypt recipient type"). The library has it too, but computes it in the
 * calling thread: the whole program would stand still for a second or longer. Node uses another thread.
 */

const LABEL = 'age-encryption.org/v1/scrypt';
const SALT_BYTES = 16;
const KEY_BYTES = 32;
/** The base-2 logarithm of the work. `age` itself uses this value, which takes about a second. */
export const WORK_FACTOR = 18;
/** It takes 1 GiB and several seconds. A file that asks for more only wants to keep this computer busy. */
export const MAX_WORK_FACTOR = 20;

/** The key is used for this file alone, so the nonce is all zeros, as the format says. */
const NONCE = new Uint8Array(12);
const WRAPPED_BYTES = 32;

// Loaded when it is used, as all of the age format is.
const loadCipher = async () => (await import('@noble/ciphers/chacha.js')).chacha20poly1305;

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64').replace(/=+$/, '');

function derive(passphrase: Uint8Array, salt: Uint8Array, workFactor: number): Promise<Buffer> {
  const cost = 2 ** workFactor;
  const blockSize = 8;
  // Room for the table that scrypt fills, and a little more for its own needs.
  const maxmem = 128 * cost * blockSize + 2 ** 20;
  return new Promise((resolve, reject) => {
    const labelAndSalt = Buffer.concat([Buffer.from(LABEL), salt]);
    scrypt(passphrase, labelAndSalt, KEY_BYTES, { N: cost, r: blockSize, p: 1, maxmem }, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}

interface ScryptStanza {
  readonly salt: Uint8Array;
  readonly workFactor: number;
  readonly wrapped: Uint8Array;
}

/** Null if no stanza is one of scrypt. Throws if such a stanza breaks the rules of the format. */
export function scryptStanzaOf(stanzas: readonly Stanza[]): ScryptStanza | null {
  const found = stanzas.find(({ args }) => args[0] === 'scrypt');
  if (found === undefined) return null;
  const [, saltText = '', workFactorText = ''] = found.args;
  const salt = Buffer.from(saltText, 'base64');
  // The age format allows no other stanza beside a passphrase: anybody who knows the passphrase could have added one.
  const isAlone = stanzas.length === 1 && found.args.length === 3;
  const isExact = base64(salt) === saltText && /^[1-9][0-9]{0,2}$/.test(workFactorText);
  if (!isAlone || !isExact || salt.length !== SALT_BYTES || found.body.length !== WRAPPED_BYTES) {
    throw new Error('The scrypt stanza is malformed.');
  }
  return { salt, workFactor: Number(workFactorText), wrapped: found.body };
}

/** Encrypts the key of a file with a passphrase. */
export function scryptRecipient(passphrase: Uint8Array, stanzaOf: typeof Stanza, workFactor: number): Recipient {
  return {
    async wrapFileKey(fileKey) {
      const cipher = await loadCipher();
      const salt = randomBytes(SALT_BYTES);
      const key = await derive(passphrase, salt, workFactor);
      const wrapped = cipher(key, NONCE).encrypt(fileKey);
      key.fill(0);
      return [new stanzaOf(['scrypt', base64(salt), String(workFactor)], wrapped)];
    },
  };
}

/** Opens a file with a passphrase; null for the wrong one. Ask `scryptStanzaOf` for the work factor first. */
export function scryptIdentity(passphrase: Uint8Array): Identity {
  return {
    async unwrapFileKey(stanzas) {
      const stanza = scryptStanzaOf(stanzas);
      if (stanza === null) return null;
      if (stanza.workFactor > MAX_WORK_FACTOR) throw new Error('The work factor is too high.');
      const cipher = await loadCipher();
      const key = await derive(passphrase, stanza.salt, stanza.workFactor);
      try {
        return cipher(key, NONCE).decrypt(stanza.wrapped);
      } catch {
        return null;
      } finally {
        key.fill(0);
      }
    },
  };
}
