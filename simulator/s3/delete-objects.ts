import type { Bucket } from './bucket-store.ts';
import { refuse, unknownQuery } from './s3-refusal.ts';
import { resultReply } from './s3-reply.ts';
import type { S3Answer, S3Request } from './s3-request.ts';
import { checkUpload } from './upload-checks.ts';
import { textsOf } from './xml.ts';

const mostKeys = 1000;

/** Deletes many objects in one request. A missing object counts as deleted, as everywhere in S3. */
export function deleteObjects({ exchange }: S3Request, bucket: Bucket): S3Answer {
  const { body, headers, query } = exchange;
  const accepted = ['content-md5', 'x-amz-checksum-sha256', 'x-amz-checksum-crc32c'];
  if (!accepted.some((name) => headers[name] !== undefined)) {
    // Word for word what Oracle answers, also to clients that send another checksum (seen on the live service).
    const missing = 'Missing required header: Content-MD5 or x-amz-checksum-sha256 or x-amz-checksum-crc32c';
    return refuse(400, 'InvalidRequest', missing);
  }
  const refused = unknownQuery(query, ['delete']) ?? checkUpload(exchange);
  if (refused) return refused;
  const text = body.toString('utf8');
  const keys = textsOf(text, 'Key');
  if (keys.length === 0 || keys.length > mostKeys) {
    return refuse(400, 'MalformedXML', 'The XML you provided was not well-formed or did not validate.');
  }
  for (const key of keys) bucket.objects.delete(key);
  const isQuiet = textsOf(text, 'Quiet')[0] === 'true';
  return resultReply('DeleteResult', isQuiet ? [] : keys.map((key) => ['Deleted', [['Key', key]]] as const));
}
