import { createHash, createHmac } from 'node:crypto';
import { request } from 'node:http';
import { SignatureV4 } from '@smithy/signature-v4';

/** The key pair with which a request is signed. */
export interface S3Pair {
  readonly accessKey: string;
  readonly secretKey: string;
}

export interface S3Call {
  readonly body?: Buffer | string;
  /** These headers are signed too. `x-amz-content-sha256` replaces the hash of the body. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly region?: string;
  readonly service?: string;
  /** Milliseconds since 1970. */
  readonly now?: number;
  /** Changes the headers after they were signed. */
  readonly tamper?: (headers: Record<string, string>) => void;
}

export interface S3WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
  readonly text: string;
  /** The text of the first element with this name; null: there is none. */
  element(name: string): string | null;
}

class Sha256 {
  readonly #hash;
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', secret as Uint8Array);
  }
  update(data: string | ArrayBuffer | ArrayBufferView) {
    this.#hash.update(data as Uint8Array);
  }
  async digest() {
    return new Uint8Array(this.#hash.digest());
  }
}

/**
 * Sends single requests to an S3 endpoint, signed by AWS's own package and not by our code. `path` is sent as given: the caller
 * percent-encodes it, which `fetch` would not allow.
 */
export function s3Caller(endpoint: string, pair: S3Pair) {
  const signerOf = ({ region = 'eu-frankfurt-1', service = 's3' }: S3Call) =>
    new SignatureV4({
      service,
      region,
      credentials: { accessKeyId: pair.accessKey, secretAccessKey: pair.secretKey },
      sha256: Sha256,
      uriEscapePath: false,
    });
  const requestOf = (method: string, path: string, call: S3Call) => {
    const { protocol, hostname, port, host, pathname } = new URL(endpoint);
    const prefix = pathname.replace(/\/$/, '');
    return {
      method,
      protocol,
      hostname,
      port: Number(port),
      path: prefix + path,
      query: { ...call.query },
      headers: { host, ...call.headers },
      ...(call.body === undefined ? {} : { body: call.body }),
    };
  };
  return {
    async call(method: string, path: string, call: S3Call = {}): Promise<S3WireAnswer> {
      const asked = requestOf(method, path, call);
      const signed = await signerOf(call).sign(asked, { signingDate: new Date(call.now ?? Date.now()) });
      const headers = { ...signed.headers, 'content-length': String(Buffer.byteLength(call.body ?? '')) };
      call.tamper?.(headers);
      return send(method, `${asked.path}${queryText(asked.query)}`, headers, asked, call.body);
    },
    /** An address that every program may use for `seconds`. */
    async presign(method: string, path: string, seconds: number, call: S3Call = {}): Promise<string> {
      const asked = requestOf(method, path, { ...call, headers: unsignedBody });
      const signed = await signerOf(call).presign(asked, {
        expiresIn: seconds,
        signingDate: new Date(call.now ?? Date.now()),
      });
      return `${new URL(endpoint).origin}${asked.path}${queryText(signed.query as Record<string, string>)}`;
    },
  };
}

/** The body hash in a presigned address: a request may have any body. */
const unsignedBody = { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' };

const queryText = (query: Readonly<Record<string, string>>): string => {
  const pairs = Object.entries(query).map((pair) => pair.map(encodeURIComponent).join('='));
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
};

function send(
  method: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  { hostname, port }: { hostname: string; port: number },
  body: Buffer | string | undefined,
): Promise<S3WireAnswer> {
  return new Promise((resolve, reject) => {
    const sent = request({ agent: false, method, hostname, port, path, headers }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', reject);
      response.on('end', () => {
        const bytes = Buffer.concat(parts);
        const text = bytes.toString('utf8');
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: bytes,
          text,
          element: (name) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1] ?? null,
        });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
