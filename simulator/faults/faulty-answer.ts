import { emptyReply, type Reply } from '../wire/exchange.ts';
import type { ErrorFormat } from './error-format.ts';
import type { Fault } from './fault.ts';

/** What happens to the connection of a request. */
export type Delivery =
  | { readonly kind: 'answer'; readonly reply: Reply }
  | { readonly kind: 'cut' }
  | { readonly kind: 'cut-mid-body'; readonly reply: Reply }
  | { readonly kind: 'silence' }
  | { readonly kind: 'endless'; readonly reply: Reply; readonly everyMs: number };

/** Milliseconds to wait before the request is carried out. */
export const latencyOf = (faults: readonly Fault[]): number =>
  faults.reduce((sum, fault) => sum + (fault.kind === 'latency' ? fault.ms : 0), 0);

/** Milliseconds by which the service's clock is off. */
export const skewOf = (faults: readonly Fault[]): number =>
  faults.reduce((sum, fault) => sum + (fault.kind === 'clock-skew' ? fault.seconds * 1000 : 0), 0);

/** Carries out a request and changes its answer, as the faults say. Of several faults that replace the answer, the first one counts. */
export function answerWithFaults(faults: readonly Fault[], errorOf: ErrorFormat, answer: () => Reply): Delivery {
  for (const fault of faults) {
    if (fault.kind === 'drop-before') return { kind: 'cut' };
    if (fault.kind === 'silence') return { kind: 'silence' };
    if (fault.kind === 'redirect') {
      return { kind: 'answer', reply: emptyReply(fault.status, { location: fault.location }) };
    }
    if (fault.kind === 'status' && !fault.carriedOut) return { kind: 'answer', reply: errorReply(fault, errorOf) };
  }
  let reply = answer();
  for (const fault of faults) {
    if (fault.kind === 'drop-after') return { kind: 'cut' };
    if (fault.kind === 'status') return { kind: 'answer', reply: errorReply(fault, errorOf) };
    if (fault.kind === 'reset-mid-body') return { kind: 'cut-mid-body', reply };
    if (fault.kind === 'endless') return { kind: 'endless', reply, everyMs: fault.everyMs };
    reply = spoil(fault, reply);
  }
  return { kind: 'answer', reply };
}

function spoil(fault: Fault, reply: Reply): Reply {
  const { body } = reply;
  switch (fault.kind) {
    case 'truncated-json':
      return body === null ? reply : { ...reply, body: body.slice(0, Math.floor(body.length / 2)) };
    case 'wrong-shape':
      return { ...reply, body: JSON.stringify({ outcome: 'done', items: 3 }) };
    case 'not-json':
      return {
        ...reply,
        headers: { ...reply.headers, 'content-type': 'text/html' },
        body: '<!doctype html><title>Gateway</title><p>Please sign in to the network.</p>',
      };
    case 'odd-row':
      return body === null
        ? reply
        : { ...reply, body: JSON.stringify(withOddRow(JSON.parse(String(body)), fault.change)) };
    case 'missing-secret':
      return typeof body === 'string' && body.startsWith('{')
        ? { ...reply, body: JSON.stringify(JSON.parse(body), withoutSecret) }
        : reply;
    default:
      return reply;
  }
}

/** A SCIM list has its rows in `Resources`; a list of the classic API is the whole answer. */
function withOddRow(value: unknown, change: Readonly<Record<string, unknown>>): unknown {
  if (Array.isArray(value)) return value.map((row, index) => (index === 0 ? { ...row, ...change } : row));
  if (value === null || typeof value !== 'object') return value;
  if ('Resources' in value) return { ...value, Resources: withOddRow(value.Resources, change) };
  return { ...value, ...change };
}

/** Removes the secret key: `secretKey` in SCIM, `key` in the classic API. */
const withoutSecret = (name: string, value: unknown): unknown =>
  name === 'secretKey' || name === 'key' ? undefined : value;

function errorReply(fault: Extract<Fault, { kind: 'status' }>, errorOf: ErrorFormat): Reply {
  const message = fault.message ?? `The simulator was told to answer ${fault.status}.`;
  const reply = errorOf(fault.status, message);
  return fault.retryAfterSeconds === undefined
    ? reply
    : { ...reply, headers: { ...reply.headers, 'retry-after': String(fault.retryAfterSeconds) } };
}
