import { createHash, generateKeyPairSync, sign } from 'node:crypto';

/** One of the two people who sign lists, with a key of their own. */
export interface Signer {
  /** The raw public key in base64, as Keydesk pins it. */
  readonly key: string;
  sign(bytes: Buffer): string;
}

export function newSigner(): Signer {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return {
    key: publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64'),
    sign: (bytes) => sign(null, bytes, privateKey).toString('base64'),
  };
}

/** What a server delivers: the content, signed by these signers. */
export function seal(content: object | Buffer, signers: readonly Signer[]): Buffer {
  const bytes = Buffer.isBuffer(content) ? content : Buffer.from(JSON.stringify(content));
  const signatures = signers.map((signer) => ({ key: signer.key, signature: signer.sign(bytes) }));
  return Buffer.from(JSON.stringify({ signed: bytes.toString('base64'), signatures }));
}

const sum = (name: 'sha256' | 'sha512', bytes: Buffer) => createHash(name).update(bytes).digest('hex');

/** The entry of a package in a list. */
export const listed = (bytes: Buffer, more: object = {}) => ({
  platform: 'win32',
  arch: 'x64',
  package: 'exe',
  name: 'keydesk-0.2.0-win-x64-user.exe',
  url: '0.2.0/keydesk-0.2.0-win-x64-user.exe',
  size: bytes.length,
  sha256: sum('sha256', bytes),
  sha512: sum('sha512', bytes),
  ...more,
});

/** A good list, dated on the day of all tests of updates. */
export const list = (files: readonly object[], more: object = {}) => ({
  format: 1,
  product: 'keydesk',
  counter: 7,
  issued: '2026-11-20T00:00:00.000Z',
  expires: '2027-02-20T00:00:00.000Z',
  version: '0.2.0',
  minimum: '0.1.0',
  files,
  ...more,
});
