import type { KeyObject } from 'node:crypto';
import { readPublicJwk } from '../api-keys/public-key.ts';
import { parseJson } from '../wire/exchange.ts';

/** The request of a program to the sign-in page. */
interface AuthorizeRequest {
  /** The key that the session's calls will be signed with. */
  readonly publicKey: KeyObject;
  readonly nonce: string;
  /** The tenancy's name; null: the page asks for it. */
  readonly tenant: string | null;
}

/** The only address that is known to be registered for Oracle's CLI. */
export const redirectUri = 'http://localhost:8181';

const fixed: Readonly<Record<string, string>> = {
  action: 'login',
  client_id: 'iaas_console',
  scope: 'openid',
  redirect_uri: redirectUri,
};
const known = new Set([...Object.keys(fixed), 'response_type', 'nonce', 'public_key', 'tenant', 'provider']);

/** Reads the parameters strictly: an unknown parameter, or one that comes twice, is refused with a sentence. */
export function readAuthorizeRequest(query: URLSearchParams): AuthorizeRequest | string {
  const names = [...query.keys()];
  const odd = names.find((name) => !known.has(name));
  if (odd !== undefined) return `There is no parameter ${odd}.`;
  const double = names.find((name) => query.getAll(name).length > 1);
  if (double !== undefined) return `The parameter ${double} comes twice.`;
  for (const [name, value] of Object.entries(fixed)) {
    if (query.get(name) !== value) return `The parameter ${name} must be ${value}.`;
  }
  const types = (query.get('response_type') ?? '').split(' ').sort().join(' ');
  if (types !== 'id_token token') return 'The parameter response_type must be token id_token.';
  const nonce = query.get('nonce') ?? '';
  if (!/^[\w-]{8,200}$/.test(nonce)) return 'The parameter nonce must be a text of 8 to 200 characters.';
  const encoded = query.get('public_key') ?? '';
  const publicKey = /^[\w-]{1,4000}={0,2}$/.test(encoded)
    ? readPublicJwk(parseJson(Buffer.from(encoded, 'base64url')))
    : null;
  if (!publicKey)
    return 'The parameter public_key must be a public RSA key of 2,048 bits or more, as a JWK with a kid.';
  return { publicKey, nonce, tenant: query.get('tenant') };
}
