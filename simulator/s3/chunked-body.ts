import { createHash } from 'node:crypto';
import { type Exchange, headerOf } from '../wire/exchange.ts';
import { signatureOf } from './canonical-request.ts';
import { type Refusal, refuse, secretWrong } from './s3-refusal.ts';
import type { SignatureClaim } from './signature-claim.ts';

const sha256 = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex');
const incomplete = () => refuse(400, 'IncompleteBody', 'The request body terminated unexpectedly');

/**
 * Joins a body that came in AWS's chunks ("Signature calculations for the Authorization header: transferring payload in multiple
 * chunks"). The signature of each chunk covers the signature before it, unless the client says that chunks are unsigned. Lines after
 * the last chunk count as headers. The returned exchange looks as if the client had sent the body in one piece.
 */
export function unwrapChunks(exchange: Exchange, claim: SignatureClaim, secretKey: string): Exchange | Refusal {
  const isSigned = claim.payload.startsWith('STREAMING-AWS4-HMAC-SHA256-PAYLOAD');
  const chunks: Buffer[] = [];
  let before = claim.signature;
  const fits = (kind: string, hash: string, signature: string | undefined): boolean => {
    const text = [`AWS4-HMAC-SHA256-${kind}`, claim.time, claim.scope, before, hash].join('\n');
    before = signatureOf(text, secretKey, claim.scope);
    return before === signature;
  };
  const lines = lineReader(exchange.body);
  for (let isLast = false; !isLast; ) {
    const [, size = '', signature] = /^([0-9a-f]{1,8})(?:;chunk-signature=([0-9a-f]{64}))?$/i.exec(lines.next()) ?? [];
    if (size === '') return incomplete();
    isLast = Number.parseInt(size, 16) === 0;
    const chunk = lines.take(Number.parseInt(size, 16));
    if (chunk === null || (!isLast && lines.next() !== '')) return incomplete();
    if (isSigned && !fits('PAYLOAD', `${sha256('')}\n${sha256(chunk)}`, signature)) {
      return secretWrong(`The signature of chunk ${chunks.length + 1} does not fit it.`);
    }
    chunks.push(chunk);
  }
  const trailers = new Map<string, string>();
  for (let line = lines.next(); line !== ''; line = lines.next()) {
    const at = line.indexOf(':');
    if (at <= 0) return incomplete();
    trailers.set(line.slice(0, at).toLowerCase(), line.slice(at + 1).trim());
  }
  const trailerSignature = trailers.get('x-amz-trailer-signature');
  trailers.delete('x-amz-trailer-signature');
  if (isSigned && claim.payload.endsWith('-TRAILER')) {
    const text = [...trailers].map(([name, value]) => `${name}:${value}\n`).join('');
    if (!fits('TRAILER', sha256(text), trailerSignature))
      return secretWrong('The signature of the trailer does not fit it.');
  }
  const body = Buffer.concat(chunks);
  const { 'x-amz-decoded-content-length': length, 'x-amz-trailer': announced, ...headers } = exchange.headers;
  if (String(length) !== String(body.length)) return incomplete();
  const missing = String(announced ?? '')
    .split(/\s*,\s*/)
    .some((name) => name !== '' && !trailers.has(name.toLowerCase()));
  if (missing)
    return refuse(400, 'MalformedTrailerError', 'The request contained trailing data that was not well-formed.');
  const encoding = withoutChunked(headerOf(headers, 'content-encoding'));
  delete headers['content-encoding'];
  return {
    ...exchange,
    body,
    headers: {
      ...headers,
      ...(encoding === '' ? {} : { 'content-encoding': encoding }),
      ...Object.fromEntries(trailers),
    },
  };
}

const withoutChunked = (encoding = ''): string =>
  encoding
    .split(/\s*,\s*/)
    .filter((each) => each !== 'aws-chunked')
    .join(', ');

/** Reads lines and bytes in order. After the end, every line is empty and no bytes are left. */
function lineReader(bytes: Buffer) {
  let at = 0;
  return {
    next(): string {
      const end = bytes.indexOf('\r\n', at);
      const line = bytes.subarray(at, end < 0 ? bytes.length : end).toString('latin1');
      at = end < 0 ? bytes.length : end + 2;
      return line;
    },
    take(count: number): Buffer | null {
      if (at + count > bytes.length) return null;
      at += count;
      return bytes.subarray(at - count, at);
    },
  };
}
