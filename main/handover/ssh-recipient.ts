import { constants, createHash, createPublicKey, hkdfSync, publicEncrypt, randomBytes } from 'node:crypto';
import { chacha20poly1305 } from '@noble/ciphers/chacha.js';
import { ed25519, x25519 } from '@noble/curves/ed25519.js';
import type { Recipient, Stanza } from 'age-encryption';
import { SSH_KEY } from './age-file.ts';

/**
 * SSH public keys as recipients of age files. The library does not have them; `age` itself opens such a file with the private key:
 * `age -d -i ~/.ssh/id_ed25519`. As in https://github.com/FiloSottile/age/blob/main/agessh/agessh.go.
 */

const LABEL = 'age-encryption.org/v1/';
const NONCE = new Uint8Array(12);
/** Bits. OpenSSH makes no shorter key, and people have no longer one. */
const RSA_BITS = { least: 2048, most: 16_384 };

/** An SSH key in a pasted text. A mail program may have broken it into lines. */
const PASTED = /(?<![\w-])(ssh-ed25519|ssh-rsa)[ \t]+(AAAA[A-Za-z0-9+/=\n]+)/g;

/** The length-prefixed fields of a key, and how many bytes they take; null for bytes that are none. */
function fieldsOf(wire: Buffer, count: number): { readonly fields: readonly Buffer[]; readonly end: number } | null {
  const fields: Buffer[] = [];
  let end = 0;
  while (fields.length < count) {
    if (end + 4 > wire.length) return null;
    const next = end + 4 + wire.readUInt32BE(end);
    if (next > wire.length) return null;
    fields.push(wire.subarray(end + 4, next));
    end = next;
  }
  return { fields, end };
}

const countOf = (type: string) => (type === 'ssh-rsa' ? 3 : 2);

/** The SSH public keys in a text, without their comments. One that is cut off or mistyped is null. */
export function findSshKeys(text: string): readonly (string | null)[] {
  return [...text.matchAll(PASTED)].map(([, type = '', base64 = '']) => {
    // The next line may be another word of the mail: the key itself says how long it is.
    const wire = Buffer.from(base64.replaceAll('\n', ''), 'base64');
    const found = fieldsOf(wire, countOf(type));
    const key = found && `${type} ${wire.subarray(0, found.end).toString('base64')}`;
    return key !== null && sshRecipient(key) !== null ? key : null;
  });
}

/** A function that encrypts the key of a file for an SSH public key; null if the text is no such key. */
function sshRecipient(publicKey: string): { readonly wrap: (fileKey: Uint8Array) => [string[], Uint8Array] } | null {
  const [, type = '', base64 = ''] = SSH_KEY.exec(publicKey) ?? [];
  const wire = Buffer.from(base64, 'base64');
  const found = fieldsOf(wire, countOf(type));
  if (found === null || found.end !== wire.length || found.fields[0]?.toString('latin1') !== type) return null;
  const tag = unpadded(createHash('sha256').update(wire).digest().subarray(0, 4));
  const [, first = Buffer.alloc(0), second = Buffer.alloc(0)] = found.fields;
  return type === 'ssh-rsa' ? rsa(first, second, tag) : ed(first, wire, tag);
}

/** The recipient in the form for the library. Throws for a text that is no key, which `parseRecipientKey` has ruled out. */
export function asRecipient(publicKey: string, stanzaOf: typeof Stanza): Recipient {
  const recipient = sshRecipient(publicKey);
  if (recipient === null) throw new Error('This is no SSH public key.');
  return { wrapFileKey: (fileKey) => [new stanzaOf(...recipient.wrap(fileKey))] };
}

const unpadded = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64').replace(/=+$/, '');
const derive = (secret: Uint8Array, salt: Uint8Array) =>
  new Uint8Array(hkdfSync('sha256', secret, salt, `${LABEL}ssh-ed25519`, 32));

function rsa(exponent: Buffer, modulus: Buffer, tag: string): ReturnType<typeof sshRecipient> {
  try {
    const jwk = { kty: 'RSA', e: exponent.toString('base64url'), n: modulus.toString('base64url') };
    const key = createPublicKey({ key: jwk, format: 'jwk' });
    const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
    if (bits < RSA_BITS.least || bits > RSA_BITS.most) return null;
    const oaep = { key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' };
    const oaepLabel = Buffer.from(`${LABEL}ssh-rsa`);
    return { wrap: (fileKey) => [['ssh-rsa', tag], publicEncrypt({ ...oaep, oaepLabel }, fileKey)] };
  } catch {
    return null;
  }
}

function ed(point: Buffer, wire: Buffer, tag: string): ReturnType<typeof sshRecipient> {
  try {
    const theirs = ed25519.utils.toMontgomery(point);
    const tweak = derive(new Uint8Array(), wire);
    return {
      wrap(fileKey) {
        const ephemeral = randomBytes(32);
        const ours = x25519.getPublicKey(ephemeral);
        const shared = x25519.scalarMult(tweak, x25519.scalarMult(ephemeral, theirs));
        const key = derive(shared, Buffer.concat([ours, theirs]));
        const body = chacha20poly1305(key, NONCE).encrypt(fileKey);
        for (const secret of [ephemeral, shared, key]) secret.fill(0);
        return [['ssh-ed25519', tag, unpadded(ours)], body];
      },
    };
  } catch {
    return null;
  }
}
