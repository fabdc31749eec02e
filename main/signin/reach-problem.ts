import type { OracleProblem } from '../oracle/oracle-problem.ts';
import type { ClientProblem } from './account.ts';

/** Why the current account may be unable to call the service. */
export type AskProblem = ClientProblem | { readonly kind: 'locked' };

/** The service refused, and the domain is not active: nobody can reach its users. */
export interface DomainInactive {
  readonly kind: 'domain-inactive';
  readonly name: string;
  readonly state: 'CREATING' | 'DELETING' | 'INACTIVE';
  readonly requestId: string | null;
}

/** Why an account may be unable to reach a user and the user's keys. */
export type ReachProblem =
  | AskProblem
  | OracleProblem
  /** The account sees no domain with that id. */
  | { readonly kind: 'domain-unknown'; readonly domainId: string }
  | DomainInactive
  /** The service shows no such user: there is none, or the account may not see the user. */
  | { readonly kind: 'user-unknown'; readonly ocid: string; readonly requestId: string | null };

const NOT_SHOWN: readonly string[] = ['not-allowed', 'not-found', 'user-unknown'];
/** Whether the service does not show the user, or the user's keys, to this account. That says nothing about whether they are there. */
export const isNotShown = ({ kind }: { readonly kind: string }): boolean => NOT_SHOWN.includes(kind);
