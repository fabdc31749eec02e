import type { OracleProblem } from '../oracle/oracle-problem.ts';

/** Why a newer version cannot be offered or fetched. `what` continues a sentence after "it". Dates are milliseconds since 1970. */
export type UpdateProblem =
  | Extract<OracleProblem, { kind: 'unreachable' | 'timed-out' | 'proxy-password' }>
  | { readonly kind: 'updates-off' }
  /** The server answered, but not with what was requested. */
  | { readonly kind: 'updates-answer'; readonly host: string; readonly what: string }
  /** Nothing proves that the makers have signed the list. */
  | { readonly kind: 'updates-refused'; readonly host: string; readonly what: string }
  | { readonly kind: 'updates-expired'; readonly host: string; readonly expired: number; readonly now: number }
  /** `seen`: the later time, of a list or of the last look, that the clock has yet to reach. */
  | { readonly kind: 'updates-clock'; readonly seen: number; readonly now: number }
  | { readonly kind: 'updates-format'; readonly host: string }
  | { readonly kind: 'updates-none' }
  | { readonly kind: 'updates-file'; readonly name: string; readonly what: string }
  | { readonly kind: 'updates-unsaved'; readonly reason: string }
  | { readonly kind: 'updates-unopened'; readonly name: string; readonly reason: string };
