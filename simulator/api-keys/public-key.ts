import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';

/** MD5 of the public key's DER, as pairs of hexadecimal characters with colons: Oracle's fingerprint. */
export const fingerprintOf = (publicKey: KeyObject): string =>
  createHash('md5')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex')
    .replace(/(..)(?=.)/g, '$1:');

/** A public RSA key of at least 2,048 bits in PEM, or null. A private key is refused, because Node would use its public half. */
export function readPublicPem(text: string): KeyObject | null {
  const pem = text.trim();
  return /^-----BEGIN (RSA )?PUBLIC KEY-----/.test(pem) ? usable(() => createPublicKey(pem)) : null;
}

const jwkSchema = z.object({ kty: z.literal('RSA'), n: z.string(), e: z.literal('AQAB'), kid: z.string().min(1) });

/** A public RSA key from a JWK with `kty`, `n`, `e` (65537) and any `kid`, or null. */
export function readPublicJwk(value: unknown): KeyObject | null {
  const jwk = jwkSchema.safeParse(value);
  return jwk.success ? usable(() => createPublicKey({ key: jwk.data, format: 'jwk' })) : null;
}

function usable(read: () => KeyObject): KeyObject | null {
  try {
    const key = read();
    return key.asymmetricKeyType === 'rsa' && (key.asymmetricKeyDetails?.modulusLength ?? 0) >= 2048 ? key : null;
  } catch {
    return null;
  }
}
