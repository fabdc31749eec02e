import { createHash, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';

/** An API signing key, made for one run. */
export interface ApiKey {
  readonly publicKey: KeyObject;
  /** PKCS#8. */
  readonly privateKeyPem: string;
  /** MD5 of the public key's DER, as pairs of hexadecimal characters with colons: Oracle's fingerprint. */
  readonly fingerprint: string;
}

/** Makes an RSA key of 2,048 bits on another thread, so that several at once take little longer than one. */
export async function makeApiKey(): Promise<ApiKey> {
  const { publicKey, privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  const digest = createHash('md5')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex');
  return {
    publicKey,
    privateKeyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    fingerprint: digest.replace(/(..)(?=.)/g, '$1:'),
  };
}
