import type { OracleProblem } from '../oracle/oracle-problem.ts';

/** Why the report of a domain is not whole. `sentences-report.ts` of the handlers has the words. */
export type Gap =
  /** The service does not let this account list the keys. */
  | { readonly kind: 'refused'; readonly problem: OracleProblem }
  /** Reading broke off. */
  | { readonly kind: 'broken-off'; readonly problem: OracleProblem }
  /** The users could not be read, so nothing shows that the list of keys is whole. */
  | { readonly kind: 'users-unread'; readonly problem: OracleProblem | null }
  /** The service does not say which keys a user has. */
  | { readonly kind: 'unproven' }
  /** The list changed faster than it could be read. */
  | { readonly kind: 'moved' }
  /** The service counts more keys than it shows. */
  | { readonly kind: 'short'; readonly counted: number; readonly read: number }
  | { readonly kind: 'unreadable'; readonly rows: number }
  /** Users refer to keys that the service does not show. */
  | { readonly kind: 'missing'; readonly keys: number }
  /** The keys of some users could not be read. */
  | { readonly kind: 'users-left'; readonly users: number; readonly problem: OracleProblem };
