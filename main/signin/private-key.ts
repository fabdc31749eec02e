import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import { codeOf } from '../files/file-reason.ts';
import type { SignInEnv } from './sign-in-env.ts';
import type { FingerprintMismatch, PrivateKeyProblem } from './sign-in-problem.ts';

interface LoadedKey {
  readonly privateKey: KeyObject;
  /** MD5 of the public key's SPKI, as Oracle writes it: `2c:8b:...`. */
  readonly fingerprint: string;
}

const maxBytes = 64 * 1024;
/** The object identifier of scrypt (1.3.6.1.4.1.11591.4.11) in DER. */
const scrypt = Buffer.from('2b06010401da47040b', 'hex');
const decryptWithOpenssl = 'openssl pkcs8 -topk8 -v2 aes-256-cbc -in OLD.pem -out NEW.pem';

/**
 * Reads a key file. The bytes are overwritten before this returns. `expected`: the fingerprint that the key must have. The fingerprint in a
 * profile often belongs to another key.
 */
export async function readPrivateKey(
  env: Pick<SignInEnv, 'readFile'>,
  file: string,
  passphrase: string | null,
  expected: string | null = null,
): Promise<Outcome<LoadedKey, PrivateKeyProblem | FingerprintMismatch>> {
  const read = await env.readFile(file, maxBytes);
  if (!read.ok) {
    if (read.problem.kind === 'missing') return failed({ kind: 'key-missing', file });
    return failed({ kind: 'key-unreadable', file, reason: read.problem.reason });
  }
  const pem = fromUtf16(read.value);
  const loaded = loadPrivateKey(pem, passphrase);
  read.value.fill(0);
  pem.fill(0);
  if (!loaded.ok) return failed({ ...loaded.problem, file });
  const found = loaded.value.fingerprint;
  if (expected === null || found === expected) return loaded;
  return failed({ kind: 'fingerprint-mismatch', keyFile: file, expected, found });
}

/**
 * Returns the bytes as they are or, for a file in UTF-16, one byte for each character. PowerShell saves output in UTF-16, which editors on
 * Windows call Unicode. No character of a PEM file needs two bytes.
 */
function fromUtf16(bytes: Buffer): Buffer {
  const first = bytes[0] === 0xff && bytes[1] === 0xfe ? 2 : bytes[0] === 0xfe && bytes[1] === 0xff ? 3 : null;
  if (first === null) return bytes;
  const narrow = Buffer.alloc(Math.ceil((bytes.length - first) / 2));
  for (let at = 0; at < narrow.length; at += 1) narrow[at] = bytes[first + 2 * at] ?? 0;
  return narrow;
}

type LoadProblem =
  | { readonly kind: 'key-unreadable'; readonly reason: string }
  | { readonly kind: 'passphrase-needed' | 'passphrase-wrong' };

/**
 * Takes an RSA key from PEM in every format that Electron's BoringSSL reads: PKCS#1 and PKCS#8, plain or encrypted, with LF or CRLF, and
 * with other lines around it (such as OCI_API_KEY). A passphrase for a plain key is ignored.
 */
export function loadPrivateKey(pem: Buffer, passphrase: string | null): Outcome<LoadedKey, LoadProblem> {
  const refuse = (reason: string): Outcome<never, LoadProblem> => failed({ kind: 'key-unreadable', reason });
  // BoringSSL does not find a BEGIN line after a byte order mark.
  const bytes = pem.subarray(0, 3).equals(Buffer.from('efbbbf', 'hex')) ? pem.subarray(3) : pem;
  if (usesScrypt(bytes)) {
    return refuse(`it is encrypted with scrypt, which Keydesk cannot decrypt; convert it: ${decryptWithOpenssl}`);
  }
  try {
    const privateKey = createPrivateKey({ key: bytes, format: 'pem', ...(passphrase === null ? {} : { passphrase }) });
    if (privateKey.asymmetricKeyType !== 'rsa') {
      return refuse(`it is a key of type ${privateKey.asymmetricKeyType}; Oracle's API keys are RSA keys`);
    }
    return success({ privateKey, fingerprint: fingerprintOf(privateKey) });
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ERR_MISSING_PASSPHRASE') return failed({ kind: 'passphrase-needed' });
    if (code === 'ERR_OSSL_BAD_DECRYPT') return failed({ kind: 'passphrase-wrong' });
    if (code === 'ERR_OSSL_PEM_UNSUPPORTED_ENCRYPTION' || code.startsWith('ERR_OSSL_UNSUPPORTED_')) {
      return refuse(`it is encrypted in a way that Keydesk cannot decrypt; convert it: ${decryptWithOpenssl}`);
    }
    // One wrong passphrase in 256 leaves padding that looks right. Then the result is no key.
    if (passphrase !== null && isEncrypted(bytes) && !code.startsWith('ERR_OSSL_PEM_')) {
      return failed({ kind: 'passphrase-wrong' });
    }
    return refuse(whatItIs(bytes.toString('latin1')));
  }
}

/**
 * The key as PKCS#8 DER, for the vault: 1,217 bytes for 2048 bits, 2,374 for 4096. Windows allows 2,560 bytes an entry. The caller
 * overwrites the buffer when done.
 */
export function toVaultBytes(privateKey: KeyObject): Buffer {
  return privateKey.export({ type: 'pkcs8', format: 'der' });
}

/** The key from the bytes of the vault; null: the bytes are no RSA key. */
export function fromVaultBytes(bytes: Buffer): KeyObject | null {
  try {
    const privateKey = createPrivateKey({ key: bytes, format: 'der', type: 'pkcs8' });
    return privateKey.asymmetricKeyType === 'rsa' ? privateKey : null;
  } catch {
    return null;
  }
}

/** Stored here, since each request that is signed needs the fingerprint. */
const fingerprints = new WeakMap<KeyObject, string>();

/** MD5 of the public key's SPKI in DER, in pairs with colons: Oracle's name for an API key. */
export function fingerprintOf(privateKey: KeyObject): string {
  const known = fingerprints.get(privateKey);
  if (known !== undefined) return known;
  const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  const digest = createHash('md5').update(spki).digest('hex');
  const fingerprint = digest.replace(/..(?=.)/g, '$&:');
  fingerprints.set(privateKey, fingerprint);
  return fingerprint;
}

function isEncrypted(pem: Buffer): boolean {
  return pem.includes('BEGIN ENCRYPTED PRIVATE KEY') || pem.includes('Proc-Type: 4,ENCRYPTED');
}

function usesScrypt(pem: Buffer): boolean {
  const body = /-----BEGIN ENCRYPTED PRIVATE KEY-----([^-]*)/.exec(pem.toString('latin1'))?.[1];
  return body !== undefined && Buffer.from(body, 'base64').includes(scrypt);
}

function whatItIs(text: string): string {
  if (text.trim() === '') return 'it is empty';
  if (text.includes('BEGIN OPENSSH PRIVATE KEY')) {
    return 'it is in the format of OpenSSH; convert a copy of it: ssh-keygen -p -m PEM -f COPY';
  }
  if (text.includes('PuTTY-User-Key-File')) return 'it is in the format of PuTTY; export it as an OpenSSL key in PEM';
  if (/BEGIN (?:\w+ )?PRIVATE KEY/.test(text)) return 'it is damaged or not complete';
  if (/BEGIN (?:\w+ )?PUBLIC KEY/.test(text)) return 'it holds a public key; the private key is needed';
  if (text.includes('BEGIN CERTIFICATE')) return 'it holds a certificate; the private key is needed';
  return 'it holds no private key in PEM form';
}
