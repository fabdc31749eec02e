import type { Held } from './held-by-proxy.ts';

/**
 * Everything that can go wrong between Keydesk and Oracle, for both APIs. `delivery` says what is known of the request: `not-sent` (nothing
 * reached the service: refused, DNS, TLS), `unknown` (it may have been carried out), `answered` (the service answered, and refused). It
 * decides whether a creation may have made a key.
 */
export type OracleProblem = { readonly requestId: string | null; readonly host: string } & (
  | { readonly kind: 'unreachable'; readonly delivery: 'not-sent' | 'unknown'; readonly reason: string }
  | { readonly kind: 'timed-out'; readonly delivery: 'unknown'; readonly seconds: number }
  | { readonly kind: 'certificate'; readonly delivery: 'not-sent'; readonly reason: string }
  /** 407: the proxy wants a user name and a password before it lets anything through. */
  | ({ readonly kind: 'proxy-password'; readonly delivery: 'not-sent' } & Held)
  | { readonly kind: 'cancelled'; readonly delivery: 'unknown' }
  | { readonly kind: 'redirected'; readonly delivery: 'answered' }
  /** The service named an address outside the account's realm or endpoint: see `own-address.ts`. */
  | { readonly kind: 'foreign-address'; readonly delivery: 'not-sent' }
  | { readonly kind: 'not-authenticated'; readonly delivery: 'answered'; readonly message: string }
  /** The session that signs has ended. Nothing was carried out; it goes on when the person has signed in again. */
  | { readonly kind: 'session-over'; readonly delivery: 'not-sent' | 'answered' }
  /** Seconds by which this computer's clock is ahead of the service's (negative: behind), from the answer's Date header. */
  | { readonly kind: 'clock-skew'; readonly delivery: 'answered'; readonly seconds: number }
  | { readonly kind: 'not-allowed'; readonly delivery: 'answered'; readonly message: string }
  | { readonly kind: 'not-found'; readonly delivery: 'answered'; readonly message: string }
  | { readonly kind: 'conflict'; readonly delivery: 'answered'; readonly message: string }
  | { readonly kind: 'changed-meanwhile'; readonly delivery: 'answered'; readonly message: string }
  | { readonly kind: 'too-many-requests'; readonly delivery: 'answered'; readonly retryAfterSeconds: number | null }
  /** 400 and other refusals: `message` is the service's own text (the `detail` of SCIM errors). */
  | { readonly kind: 'rejected'; readonly delivery: 'answered'; readonly status: number; readonly message: string }
  | { readonly kind: 'service-error'; readonly delivery: 'unknown'; readonly status: number; readonly message: string }
  /** Success by its status, but not by its content: truncated, not JSON, another shape. `what` says which. */
  | { readonly kind: 'unexpected-answer'; readonly delivery: 'unknown'; readonly what: string }
  /** The answer to a creation is good, but has no secret: there is a key. */
  | {
      readonly kind: 'secret-missing';
      readonly delivery: 'unknown';
      readonly keyId: string;
      readonly accessKey: string;
    }
);

/** The problem of an answer that is none of Oracle's. `what` is a phrase that can follow a colon. */
export const unexpected = (
  { host, requestId }: Pick<OracleProblem, 'host' | 'requestId'>,
  what: string,
): OracleProblem => ({ host, requestId, kind: 'unexpected-answer', delivery: 'unknown', what });

/** The problem of a call that was cancelled before the service answered. */
export const cancelled: OracleProblem = { kind: 'cancelled', delivery: 'unknown', requestId: null, host: '' };

/** Oracle says "not found" both for what is absent and for what the caller may not see. */
export function isInvisible({ kind }: OracleProblem): boolean {
  return kind === 'not-found' || kind === 'not-allowed';
}
