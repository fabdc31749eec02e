import { generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { callerWith } from './signed-caller.ts';

export type Parameters = Readonly<Record<string, string | null>>;

/** The address that a program opens in the browser, as Oracle's CLI writes it. `changes` of null leave a parameter out. */
export function authorizeUrl(loginUrl: string, publicKey: KeyObject, changes: Parameters = {}): string {
  const jwk = JSON.stringify({ ...publicKey.export({ format: 'jwk' }), kid: 'Ignored' });
  const parameters: Parameters = {
    action: 'login',
    client_id: 'iaas_console',
    response_type: 'token id_token',
    nonce: randomUUID(),
    scope: 'openid',
    public_key: Buffer.from(jwk).toString('base64url'),
    redirect_uri: 'http://localhost:8181',
    ...changes,
  };
  const given = Object.entries(parameters).flatMap(([name, value]) => (value === null ? [] : [[name, value]]));
  return `${loginUrl}/v1/oauth2/authorize?${new URLSearchParams(given)}`;
}

/** The answer to a press on the login page. */
export interface LoginAnswer {
  readonly status: number;
  /** Where the browser goes next, with the fragment; null: it stays on a page. */
  readonly location: string | null;
  /** The values behind the `#`. */
  readonly fragment: URLSearchParams;
  readonly text: string;
}

/** Opens the login page without a browser and presses the button with this name: "Sign in as Ada Byron", "Deny". */
export async function pressAtLogin(url: string, button: string): Promise<LoginAnswer> {
  const page = await fetch(url);
  const html = await page.text();
  const [, name = '', value = ''] =
    [...html.matchAll(/<button name="(\w+)" value="(\w+)">([^<]+)<\/button>/g)].find(
      ([, , , label]) => label === button,
    ) ?? [];
  if (name === '') throw new Error(`The login page (${page.status}) has no button "${button}": ${html}`);
  return sendForm(url, `${name}=${value}`);
}

/** Sends a form without Node's fetch, which refuses the headers of a redirect if they are too large. */
function sendForm(url: string, body: string): Promise<LoginAnswer> {
  const headers = { origin: new URL(url).origin, 'content-type': 'application/x-www-form-urlencoded' };
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', agent: false, maxHeaderSize: 1_000_000, headers }, async (response) => {
      const location = response.headers.location ?? null;
      const fragment = new URLSearchParams(location === null ? '' : new URL(location).hash.slice(1));
      resolve({ status: response.statusCode ?? 0, location, fragment, text: await text(response) });
    });
    sent.on('error', reject).end(body);
  });
}

/** A new RSA key pair. It takes a tenth of a second, so tests with many sign-ins share one. */
export const makeRsaPair = () => generateKeyPairSync('rsa', { modulusLength: 2048 });

/** Signs in at the simulator without Keydesk: the token, its private key, and a caller that signs with both. */
export async function signInAtLogin(loginUrl: string, displayName: string, pair = makeRsaPair()) {
  const { publicKey, privateKey } = pair;
  const { fragment } = await pressAtLogin(authorizeUrl(loginUrl, publicKey), `Sign in as ${displayName}`);
  const token = fragment.get('security_token') ?? '';
  return { token, publicKey, privateKey, session: callerWith(`ST$${token}`, privateKey) };
}

/** The claims of a JWT, unchecked. */
export const claimsOf = (token: string): { sub: string; tenant: string; iat: number; exp: number } =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
