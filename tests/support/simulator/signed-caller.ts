import { createHash, createPrivateKey, type KeyObject, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { SimulatorAddresses } from '../../../simulator/start-simulator.ts';

/** An answer as received. Only JSON is parsed, and no status throws. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON. Each test knows its shape. */
  // biome-ignore lint/suspicious/noExplicitAny: each test states the shape in its expectations
  readonly json: any;
}

export interface CallOptions {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds since 1970 for `x-date`. */
  readonly now?: number;
  /** Changes the request after it was signed. */
  readonly tamper?: (headers: Record<string, string>) => void;
}

export interface SignedCaller {
  readonly keyId: string;
  readonly privateKey: KeyObject;
  /** The signed request, not yet sent. */
  request(method: string, url: string, options?: CallOptions): Request;
  call(method: string, url: string, options?: CallOptions): Promise<WireAnswer>;
}

export interface ProfileCaller extends SignedCaller {
  readonly userOcid: string;
  readonly tenancyOcid: string;
}

/** A caller with the API key of a profile of the simulator's configuration file. */
export function signedCaller({ configFile }: SimulatorAddresses, profile: 'ADMIN' | 'USER'): ProfileCaller {
  const config = readProfile(configFile, profile);
  const [tenancyOcid, userOcid] = [config('tenancy'), config('user')];
  const privateKey = createPrivateKey(readFileSync(config('key_file')));
  return {
    userOcid,
    tenancyOcid,
    ...callerWith(`${tenancyOcid}/${userOcid}/${config('fingerprint')}`, privateKey),
  };
}

/**
 * Signs as Oracle's page says, without Keydesk's client: a test of the simulator must not use the code that it tests. For a session,
 * the keyId is `ST$` and the token.
 */
export function callerWith(keyId: string, privateKey: KeyObject): SignedCaller {
  const request: SignedCaller['request'] = (method, url, options = {}) => {
    const { host, pathname, search } = new URL(url);
    const body = options.body === undefined ? '' : JSON.stringify(options.body);
    const headers: Record<string, string> = {
      'x-date': new Date(options.now ?? Date.now()).toUTCString(),
      '(request-target)': `${method.toLowerCase()} ${pathname}${search}`,
      host,
    };
    if (['POST', 'PUT', 'PATCH'].includes(method)) {
      headers['content-length'] = String(Buffer.byteLength(body));
      headers['content-type'] = 'application/scim+json';
      headers['x-content-sha256'] = createHash('sha256').update(body).digest('base64');
    }
    const names = Object.keys(headers);
    const text = names.map((name) => `${name}: ${headers[name]}`).join('\n');
    const signature = sign('RSA-SHA256', Buffer.from(text), privateKey).toString('base64');
    const { '(request-target)': _target, ...sent } = headers;
    sent['authorization'] =
      `Signature version="1",keyId="${keyId}",algorithm="rsa-sha256",headers="${names.join(' ')}",signature="${signature}"`;
    Object.assign(sent, options.headers);
    options.tamper?.(sent);
    return new Request(url, { method, headers: sent, body: body === '' ? null : body });
  };
  return {
    keyId,
    privateKey,
    request,
    call: async (method, url, options) => toWireAnswer(await fetch(request(method, url, options))),
  };
}

export async function toWireAnswer(response: Response): Promise<WireAnswer> {
  const text = await response.text();
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    json = undefined;
  }
  return { status: response.status, headers: response.headers, text, json };
}

/** A profile of the simulator's own file, which is always plain. */
function readProfile(path: string, profile: string): (name: string) => string {
  const section =
    readFileSync(path, 'utf8')
      .split(/^\[/m)
      .find((each) => each.startsWith(`${profile}]`)) ?? '';
  return (name) => {
    const value = new RegExp(`^${name}=(.*)$`, 'm').exec(section)?.[1];
    if (value === undefined) throw new Error(`The profile ${profile} has no ${name}.`);
    return value;
  };
}
