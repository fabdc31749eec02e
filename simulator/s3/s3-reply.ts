import { type Reply, splitTarget } from '../wire/exchange.ts';
import type { Refusal } from './s3-refusal.ts';
import { type Elements, s3Namespace, xmlDocument } from './xml.ts';

/** A result of S3, as XML in the namespace of S3. */
export const resultReply = (name: string, content: Elements | string): Reply => ({
  status: 200,
  headers: { 'content-type': 'application/xml' },
  body: xmlDocument(name, content, s3Namespace),
});

/** An error as S3 clients read it. `requestId` is the value of the header opc-request-id. */
export const s3Error = (
  { status, code, message }: Pick<Refusal, 'status' | 'code' | 'message'>,
  { target, requestId }: { target: string; requestId: string },
): Reply => ({
  status,
  headers: { 'content-type': 'application/xml' },
  body: xmlDocument('Error', [
    ['Code', code],
    ['Message', message],
    ['Resource', splitTarget(target)[0]],
    ['RequestId', requestId],
  ]),
});

/** The real reason goes into a header that Oracle does not send. It is shortened and in ASCII, so that every client accepts the header. */
export function refusalReply(refusal: Refusal, request: { target: string; requestId: string }): Reply {
  const reply = s3Error(refusal, request);
  if (refusal.reason === null) return reply;
  const reason = refusal.reason.replace(/[^\x20-\x7e]/g, '?').slice(0, 2000);
  return { ...reply, headers: { ...reply.headers, 'x-simulator-reason': reason } };
}
