import { createHash, createHmac } from 'node:crypto';
import { clearCredentialCache, SignatureV4 } from '@smithy/signature-v4';

export interface S3Signer {
  readonly region: string;
  readonly accessKey: string;
}

/** Node's SHA-256 and HMAC as the class that the signer needs: the signer makes an instance for each text. */
class Sha256 {
  readonly #hash;
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', bytesOf(secret));
  }
  update(data: string | ArrayBuffer | ArrayBufferView) {
    this.#hash.update(bytesOf(data));
  }
  async digest() {
    return new Uint8Array(this.#hash.digest());
  }
}

const bytesOf = (data: string | ArrayBuffer | ArrayBufferView) => {
  if (typeof data === 'string') return Buffer.from(data);
  return ArrayBuffer.isView(data) ? Buffer.from(data.buffer, data.byteOffset, data.byteLength) : Buffer.from(data);
};

/**
 * The headers that sign a GET without a body for S3: `authorization` over the host, `x-amz-date` and `x-amz-content-sha256`, as AWS
 * Signature Version 4 asks: https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html `host` is signed but not
 * returned: the network stack sets it. `now` is milliseconds since 1970. The signer takes the secret as a string, which cannot be
 * overwritten: it stays in memory until the garbage collector runs, and so does what is made from it. So the string is made in here, at the
 * last moment, and nothing refers to it afterwards. The library would keep signing keys for the next 50 requests, so they are thrown away
 * each time.
 */
export async function signS3Get(
  url: URL,
  { region, accessKey }: S3Signer,
  secret: Buffer,
  now: number,
): Promise<Record<string, string>> {
  const signer = new SignatureV4({
    service: 's3',
    region,
    credentials: async () => ({ accessKeyId: accessKey, secretAccessKey: secret.toString('utf8') }),
    sha256: Sha256,
    // S3 signs the path as it stands.
    uriEscapePath: false,
  });
  const { protocol, hostname, pathname: path, host } = url;
  const query = Object.fromEntries(url.searchParams);
  try {
    const request = { method: 'GET', protocol, hostname, path, query, headers: { host } };
    const signed = await signer.sign(request, { signingDate: new Date(now) });
    const { host: _host, ...headers } = signed.headers;
    return headers;
  } finally {
    clearCredentialCache();
  }
}
