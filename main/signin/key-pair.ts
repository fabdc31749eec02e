import { createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { fingerprintOf } from './private-key.ts';

/** A pair that Keydesk has made. The private half is stored in the vault and signs requests to Oracle. It goes nowhere else. */
export interface KeyPair {
  readonly privateKey: KeyObject;
  readonly fingerprint: string;
}

/** RSA, 2,048 bits, as Oracle's own tools make them. On a thread of its own: it takes about a second. */
export async function makeKeyPair(): Promise<KeyPair> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048, publicExponent: 65_537 });
  return pairOf(privateKey);
}

export const pairOf = (privateKey: KeyObject): KeyPair => ({ privateKey, fingerprint: fingerprintOf(privateKey) });

/** The public half as the Console and both APIs take it. */
export const publicPem = ({ privateKey }: KeyPair): string =>
  createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString();
