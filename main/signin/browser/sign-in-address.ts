import { createPublicKey, type KeyObject } from 'node:crypto';

/** The one port and path that Oracle is known to lead the browser back to (`docs/oracle.md`, "Signing in with the browser"). */
export const ANSWER_PORT = 8181;
const ANSWER_ORIGIN = `http://localhost:${ANSWER_PORT}`;

interface SignInAddress {
  /** `https://login.{region}.{realm domain}`, or the endpoint that replaces Oracle's. */
  readonly loginUrl: string;
  readonly privateKey: KeyObject;
  readonly nonce: string;
  readonly tenancyName: string | null;
}

/** What the browser opens. Nothing in it is secret: the token that it asks for can be used only with our private key. */
export function signInAddress({ loginUrl, privateKey, nonce, tenancyName }: SignInAddress): string {
  const query = new URLSearchParams({
    action: 'login',
    client_id: 'iaas_console',
    response_type: 'token id_token',
    nonce,
    scope: 'openid',
    public_key: publicKeyText(privateKey),
    redirect_uri: ANSWER_ORIGIN,
    ...(tenancyName === null ? {} : { tenant: tenancyName }),
  });
  return `${loginUrl}/v1/oauth2/authorize?${query}`;
}

/** The public half as a JWK in base64url, as Oracle's CLI sends it. `kid` must be there; its value does not matter. */
function publicKeyText(privateKey: KeyObject): string {
  const { kty, n, e } = createPublicKey(privateKey).export({ format: 'jwk' });
  return Buffer.from(JSON.stringify({ kty, n, e, kid: 'keydesk' })).toString('base64url');
}
