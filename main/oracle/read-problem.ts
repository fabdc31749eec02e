import { readErrorText } from './error-text.ts';
import { readHeld } from './held-by-proxy.ts';
import type { OracleProblem } from './oracle-problem.ts';
import { readRetryAfter } from './retry-after.ts';
import type { ServiceReply } from './transport.ts';

/** A signature whose time is off by more than this is refused: Oracle allows five minutes. */
const allowedSkewSeconds = 300;

/** What an answer with a status of 400 or above means. `now` is this computer's time, in ms, when it arrived. */
export function readProblem(reply: ServiceReply, now: number): OracleProblem {
  const { host, requestId, header } = reply;
  const text = readErrorText(reply.body.toString('utf8'));
  // A wrapped error keeps its own status inside: the classic API turns all of them into 400.
  const status = reply.status === 400 ? (text.status ?? 400) : reply.status;
  const message = text.message ?? `The service answered with status ${reply.status} and no explanation.`;
  const answered = { host, requestId, delivery: 'answered' } as const;

  if (status >= 500) return { host, requestId, kind: 'service-error', delivery: 'unknown', status, message };
  if (status === 401) {
    // Identity domains say 401 where the classic API says 403: the signature is good, and the caller has no role.
    if (text.code?.endsWith('accessDenied')) return { ...answered, kind: 'not-allowed', message };
    const seconds = secondsAhead(header('date'), now);
    if (Math.abs(seconds) > allowedSkewSeconds) return { ...answered, kind: 'clock-skew', seconds };
    return { ...answered, kind: 'not-authenticated', message };
  }
  // This answer comes from the proxy: Oracle has seen nothing of the request.
  if (reply.status === 407) {
    return { host, requestId: null, kind: 'proxy-password', delivery: 'not-sent', ...readHeld(header) };
  }
  if (status === 403) return { ...answered, kind: 'not-allowed', message };
  if (status === 404) return { ...answered, kind: 'not-found', message };
  if (status === 409) return { ...answered, kind: 'conflict', message };
  if (status === 412) return { ...answered, kind: 'changed-meanwhile', message };
  if (status === 429) {
    const wait = readRetryAfter(header, now);
    return {
      ...answered,
      kind: 'too-many-requests',
      retryAfterSeconds: wait === null ? null : Math.ceil(wait / 1000),
    };
  }
  return { ...answered, kind: 'rejected', status, message };
}

/** Our clock minus the service's, in whole seconds; 0 if the answer has no date. */
function secondsAhead(date: string | null, now: number): number {
  const served = Date.parse(date ?? '');
  return Number.isNaN(served) ? 0 : Math.round((now - served) / 1000);
}
