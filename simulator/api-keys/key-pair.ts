import { generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { fingerprintOf } from './public-key.ts';

/** An RSA key pair, made for one run. */
export interface KeyPair {
  readonly publicKey: KeyObject;
  /** PKCS#8. */
  readonly privateKeyPem: string;
  readonly fingerprint: string;
}

/** Makes an RSA key of 2,048 bits on another thread, so that several at once take little longer than one. */
export async function makeKeyPair(): Promise<KeyPair> {
  const { publicKey, privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  return {
    publicKey,
    privateKeyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    fingerprint: fingerprintOf(publicKey),
  };
}
