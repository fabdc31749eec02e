import { hash, type KeyObject, sign } from 'node:crypto';
import type { Signer } from './oracle-client.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface RequestToSign {
  readonly method: Method;
  readonly url: URL;
  /** As `Date.prototype.toUTCString` writes it. */
  readonly date: string;
  /** Null for GET and DELETE; the others sign their content, an empty one too. */
  readonly body: { readonly bytes: Uint8Array; readonly contentType: string } | null;
}

/** On a thread of its own: in Electron one RSA signature takes the better part of a millisecond, and calls go side by side. */
const signAside = (text: Buffer, key: KeyObject) =>
  new Promise<Buffer>((resolve, reject) => {
    sign('sha256', text, key, (error, signature) => (error ? reject(error) : resolve(signature)));
  });

/**
 * The headers that sign a request to Oracle: the date, for a body its type and SHA-256, and `authorization` over them all. `host` and
 * `content-length` are signed but not returned, since the network stack sets both. `url.host` leaves out the scheme's own port: identity
 * domains write `:443` into their address, and a signature over `host:443` is refused. `x-date` stands in for `date`, which a browser-like
 * stack does not let a caller set; Oracle's published examples use `date`.
 * https://docs.oracle.com/iaas/Content/API/Concepts/signingrequests.htm
 */
export async function signedHeaders(
  { method, url, date, body }: RequestToSign,
  signer: Signer,
  dateHeader: 'x-date' | 'date' = 'x-date',
): Promise<Record<string, string> & { readonly authorization: string }> {
  let names = `${dateHeader} (request-target) host`;
  let text = `${dateHeader}: ${date}\n(request-target): ${method.toLowerCase()} ${url.pathname}${url.search}\nhost: ${url.host}`;
  const headers: Record<string, string> = { [dateHeader]: date };
  if (body !== null) {
    const digest = hash('sha256', body.bytes, 'base64');
    names += ' content-length content-type x-content-sha256';
    text += `\ncontent-length: ${body.bytes.byteLength}\ncontent-type: ${body.contentType}\nx-content-sha256: ${digest}`;
    headers['content-type'] = body.contentType;
    headers['x-content-sha256'] = digest;
  }
  const signature = (await signAside(Buffer.from(text), signer.privateKey)).toString('base64');
  const authorization = `Signature version="1",headers="${names}",keyId="${signer.keyId}",algorithm="rsa-sha256",signature="${signature}"`;
  return { ...headers, authorization };
}
