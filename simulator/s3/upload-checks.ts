import { createHash } from 'node:crypto';
import { type Exchange, headerOf } from '../wire/exchange.ts';
import { type Refusal, refuse } from './s3-refusal.ts';

/**
 * Checks the checksums of an upload. Oracle accepts MD5, SHA256 and CRC32C. It refuses other checksums, which AWS's clients
 * send by default since January 2025.
 */
export function checkUpload({ headers, body }: Exchange): Refusal | null {
  const encodings = (headerOf(headers, 'content-encoding') ?? '').split(/\s*,\s*/);
  if (encodings.includes('aws-chunked') || headers['x-amz-trailer'] || headers['x-amz-decoded-content-length']) {
    return refuse(501, 'NotImplemented', 'AWS chunked encoding not supported.');
  }
  const algorithms = Object.keys(headers).flatMap((name) => /^x-amz-checksum-(?!mode)(\w+)$/.exec(name)?.[1] ?? []);
  const sdkAlgorithm = headerOf(headers, 'x-amz-sdk-checksum-algorithm')?.toLowerCase();
  const refused = [...algorithms, ...(sdkAlgorithm ? [sdkAlgorithm] : [])].find((name) => !checksums.has(name));
  if (refused) {
    // Oracle is known to refuse these, but its words are not known.
    return refuse(400, 'InvalidRequest', `The checksum algorithm ${refused.toUpperCase()} is not supported.`);
  }
  const sent = [
    ['content-md5', md5(body)],
    ...algorithms.map((name) => [`x-amz-checksum-${name}`, checksums.get(name)?.(body)] as const),
  ] as const;
  const wrong = sent.find(([name, value]) => (headerOf(headers, name) ?? value) !== value);
  return wrong
    ? refuse(400, 'BadDigest', 'The checksum you specified did not match what we received.', wrong[0])
    : null;
}

const md5 = (body: Buffer): string => createHash('md5').update(body).digest('base64');

const checksums = new Map<string, (body: Buffer) => string>([
  ['sha256', (body) => createHash('sha256').update(body).digest('base64')],
  ['crc32c', crc32c],
]);

/** CRC with Castagnoli's polynomial. Bit by bit is fast enough, because the bodies are small. */
function crc32c(body: Buffer): string {
  let rest = 0xffffffff;
  for (const byte of body) {
    rest ^= byte;
    for (let bit = 0; bit < 8; bit++) rest = (rest >>> 1) ^ (rest & 1 ? 0x82f63b78 : 0);
  }
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(~rest >>> 0);
  return checksum.toString('base64');
}
