import type { Identity } from 'age-encryption';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import { MAX_WORK_FACTOR, scryptIdentity, scryptRecipient, scryptStanzaOf, WORK_FACTOR } from './scrypt-lock.ts';

/** Files in the age format (age-encryption.org/v1), as the `age` program writes and reads them. */

/** Bytes. A handed-over key has about two thousand; a file over this limit is something else. */
export const MAX_AGE_FILE = 65_536;

/** `ssh-ed25519 AAAA…` or `ssh-rsa AAAA…`, without a comment. */
export const SSH_KEY = /^(ssh-ed25519|ssh-rsa) (AAAA[A-Za-z0-9+/]+={0,2})$/;

/** Why a file does not open. */
export type AgeProblem =
  | { readonly kind: 'not-a-handed-over-file'; readonly why: 'too-large' | 'not-age' | 'work-factor' }
  /** The file has been changed, or a part of it is missing. */
  | { readonly kind: 'file-damaged' }
  | { readonly kind: 'file-not-for-you' }
  /** The passphrase is wrong, or the header of the file was changed: the two look alike. */
  | { readonly kind: 'file-passphrase-wrong' };

const ARMOR_BEGIN = '-----BEGIN AGE ENCRYPTED FILE-----';
const BINARY_BEGIN = 'age-encryption.org/v1\n';

// Loaded only when it is used, since loading takes a tenth of a second.
const loadAge = () => import('age-encryption');

/** Encrypts bytes for an age or SSH public key. Throws for a text that is no key, which `recipient-key.ts` has ruled out. */
export async function encryptForRecipient(publicKey: string, bytes: Uint8Array): Promise<Buffer> {
  const { Encrypter, Stanza } = await loadAge();
  const encrypter = new Encrypter();
  const isSsh = SSH_KEY.test(publicKey);
  encrypter.addRecipient(isSsh ? (await import('./ssh-recipient.ts')).asRecipient(publicKey, Stanza) : publicKey);
  return Buffer.from(await encrypter.encrypt(bytes));
}

/**
 * Encrypts bytes with a passphrase; `age -d` asks for it. Takes about a second, in another thread. Only a test may ask for less work:
 * `source-rules.test.ts` checks that Keydesk does not.
 */
export async function encryptWithPassphrase(
  passphrase: Uint8Array,
  bytes: Uint8Array,
  workFactor = WORK_FACTOR,
): Promise<Buffer> {
  const { Encrypter, Stanza } = await loadAge();
  const encrypter = new Encrypter();
  encrypter.addRecipient(scryptRecipient(passphrase, Stanza, workFactor));
  return Buffer.from(await encrypter.encrypt(bytes));
}

type Lock = 'recipient' | 'passphrase';

/** Whether a private key or a passphrase opens the file. This decrypts nothing, and takes no time. */
export async function lockOf(file: Uint8Array): Promise<Outcome<Lock, AgeProblem>> {
  const read = await readFile(file);
  return read.ok ? success(read.value.lock) : read;
}

/** The content, in a buffer that the caller fills with zeros. `identity`: the text `AGE-SECRET-KEY-…`. */
export async function openForIdentity(
  file: Uint8Array,
  identity: Uint8Array,
  most = MAX_AGE_FILE,
): Promise<Outcome<Buffer, AgeProblem>> {
  return open(file, Buffer.from(identity).toString('latin1'), 'file-not-for-you', most);
}

/** The same with a passphrase. Takes about a second for a file of Keydesk's, several seconds at the highest work factor allowed. */
export async function openWithPassphrase(
  file: Uint8Array,
  passphrase: Uint8Array,
): Promise<Outcome<Buffer, AgeProblem>> {
  return open(file, scryptIdentity(passphrase), 'file-passphrase-wrong');
}

/** Fails closed: if anything in the encrypted part is wrong, not one byte of the content comes out. */
async function open(
  file: Uint8Array,
  identity: string | Identity,
  refusal: 'file-not-for-you' | 'file-passphrase-wrong',
  most = MAX_AGE_FILE,
): Promise<Outcome<Buffer, AgeProblem>> {
  const read = await readFile(file, most);
  if (!read.ok) return read;
  const { Decrypter } = await loadAge();
  const decrypter = new Decrypter();
  let isRefused = false;
  decrypter.addIdentity(identity);
  // Called only if the identity before it could not open the file.
  decrypter.addIdentity({
    unwrapFileKey() {
      isRefused = true;
      return null;
    },
  });
  try {
    const content = await decrypter.decrypt(read.value.binary);
    return success(Buffer.from(content.buffer, content.byteOffset, content.byteLength));
  } catch {
    return failed({ kind: isRefused ? refusal : 'file-damaged' });
  }
}

/** The file in its binary form, with what its header says about how it is encrypted. */
async function readFile(
  file: Uint8Array,
  most = MAX_AGE_FILE,
): Promise<Outcome<{ binary: Uint8Array; lock: Lock }, AgeProblem>> {
  const binary = await readBinary(file, most);
  if (!binary.ok) return binary;
  const { Decrypter } = await loadAge();
  const decrypter = new Decrypter();
  // The type is widened, because the assignment is in a callback that the compiler does not follow.
  let found = failed({ kind: 'file-damaged' }) as Outcome<Lock, AgeProblem>;
  decrypter.addIdentity({
    unwrapFileKey(stanzas) {
      const scrypt = scryptStanzaOf(stanzas);
      if (scrypt !== null && scrypt.workFactor > MAX_WORK_FACTOR) {
        found = failed({ kind: 'not-a-handed-over-file', why: 'work-factor' });
      } else found = success(scrypt === null ? 'recipient' : 'passphrase');
      return null;
    },
  });
  // This opens nothing and always throws. By then `found` says what the file is.
  await decrypter.decrypt(binary.value).catch(() => null);
  return found.ok ? success({ binary: binary.value, lock: found.value }) : found;
}

/** The binary form of a file that may be armored. */
async function readBinary(file: Uint8Array, most: number): Promise<Outcome<Uint8Array, AgeProblem>> {
  if (file.length > most) return failed({ kind: 'not-a-handed-over-file', why: 'too-large' });
  const text = Buffer.from(file).toString('latin1');
  if (text.startsWith(BINARY_BEGIN)) return success(file);
  // A program took the file for text and put a CR before each LF. age's own MACs show whether this restores the file.
  if (text.startsWith(BINARY_BEGIN.replace('\n', '\r\n'))) {
    return success(Buffer.from(text.replaceAll('\r\n', '\n'), 'latin1'));
  }
  if (!text.trimStart().startsWith(ARMOR_BEGIN)) return failed({ kind: 'not-a-handed-over-file', why: 'not-age' });
  // Around the armor, the library accepts more kinds of white space than a mail program adds.
  if (!/^[\x20-\x7e\r\n\t]*$/.test(text)) return failed({ kind: 'file-damaged' });
  const { armor } = await loadAge();
  try {
    const binary = armor.decode(text);
    const isAge = Buffer.from(binary).toString('latin1').startsWith(BINARY_BEGIN);
    return isAge ? success(binary) : failed({ kind: 'file-damaged' });
  } catch {
    return failed({ kind: 'file-damaged' });
  }
}
