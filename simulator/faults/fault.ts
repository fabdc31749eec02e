import { z } from 'zod';

const pattern = z.string().refine(isPattern, 'is no regular expression');

const matcher = {
  /** Missing: any method. */
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD']).optional(),
  /** A regular expression, searched in path and query as received. Missing: any path. */
  path: pattern.optional(),
  /** How many matching requests the fault strikes. Null: all. */
  times: z.number().int().min(1).nullable().default(1),
};
const ms = z.number().int().min(0).max(3_600_000);

const faultOf = <K extends string, S extends z.ZodRawShape>(kind: K, shape: S) =>
  z.strictObject({ kind: z.literal(kind), ...matcher, ...shape });

/** Each kind of fault. "Carries the request out" means that its change is made. */
export const faultSchema = z.discriminatedUnion('kind', [
  /** Waits `ms` milliseconds, then carries the request out and answers. */
  faultOf('latency', { ms }),
  /** Holds the request until the faults are cleared. Then carries it out and answers. */
  faultOf('hold', {}),
  /** Cuts the connection before anything is done. */
  faultOf('drop-before', {}),
  /** Carries the request out, and cuts the connection instead of answering. */
  faultOf('drop-after', {}),
  /** Carries the request out, sends half of the answer, and cuts the connection. */
  faultOf('reset-mid-body', {}),
  /** Carries the request out and answers with half of the JSON, as if that were all. */
  faultOf('truncated-json', {}),
  /** Carries the request out and answers with JSON of another shape. */
  faultOf('wrong-shape', {}),
  /** Carries the request out and answers with a page of HTML, as a proxy might. */
  faultOf('not-json', {}),
  /** Changes values in the first row of a list, or in a single resource: `{"id": 5}`. */
  faultOf('odd-row', { change: z.record(z.string(), z.unknown()) }),
  /** Carries a creation out and leaves the secret out of the answer. */
  faultOf('missing-secret', {}),
  /** Answers with an error in the format of the API. */
  faultOf('status', {
    status: z.literal([400, 401, 403, 404, 409, 412, 429, 500, 502, 503, 504]),
    retryAfterSeconds: z.number().int().min(0).optional(),
    carriedOut: z.boolean().default(false),
    message: z.string().optional(),
  }),
  /** Redirects the client; nothing is done. */
  faultOf('redirect', {
    location: z.string().regex(/^[\x21-\x7e]+$/),
    status: z.literal([301, 302, 303, 307, 308]).default(302),
  }),
  /** The service's clock is ahead by this many seconds (negative: behind). */
  faultOf('clock-skew', { seconds: z.number().int().min(-100_000_000).max(100_000_000) }),
  /** The browser comes back from the sign-in page with another answer than a token for the key of the request. */
  faultOf('login-answer', { answer: z.enum(['no-token', 'not-a-jwt', 'too-large', 'other-key']) }),
  /** Accepts the request, and never does or answers anything. */
  faultOf('silence', {}),
  /** Carries the request out and sends an answer that never ends: one character of white space every `everyMs`. */
  faultOf('endless', { everyMs: ms.min(1).default(100) }),
]);
export type Fault = z.infer<typeof faultSchema>;

function isPattern(source: string): boolean {
  try {
    return new RegExp(source) instanceof RegExp;
  } catch {
    return false;
  }
}
