import type * as z from 'zod/mini';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import type { CreatedKey, KeyRecord } from './oracle-client.ts';
import type { OracleProblem } from './oracle-problem.ts';
import { readJson } from './service-calls.ts';
import { takeMember } from './take-member.ts';
import type { ServiceReply } from './transport.ts';

/**
 * Takes the one-time secret, which is in `member`, out of the answer to a creation. It moves into a buffer of its own before the answer
 * is parsed, and the answer's bytes are overwritten. Only a secret that is written with escapes becomes a string on the way. A key without
 * a secret is the problem `secret-missing`, which names the key, since it must be deleted.
 */
export function takeCreatedKey<T>(
  reply: ServiceReply,
  member: 'secretKey' | 'key',
  schema: z.ZodMiniType<T>,
  open: (answer: T) => { readonly key: KeyRecord; readonly secret: string | null | undefined },
): Outcome<CreatedKey, OracleProblem> {
  const taken = takeMember(reply.body, member);
  const answer = readJson(reply, schema);
  reply.body.fill(0);
  if (!answer.ok) {
    taken?.fill(0);
    return answer;
  }
  const { key, secret } = open(answer.value);
  if (taken !== null) return success({ key, secretKey: taken });
  if (!secret) {
    const { host, requestId } = reply;
    const { id: keyId, accessKey } = key;
    return failed({ host, requestId, kind: 'secret-missing', delivery: 'unknown', keyId, accessKey });
  }
  // Not `Buffer.from(text)`: that may lie in a pool that other buffers share.
  const secretKey = Buffer.alloc(Buffer.byteLength(secret));
  secretKey.write(secret);
  return success({ key, secretKey });
}
