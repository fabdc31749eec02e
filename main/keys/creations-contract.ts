import type { Clock } from '../basics/clock.ts';
import type { Observable } from '../basics/observable.ts';
import type { Outcome } from '../basics/outcome.ts';
import type { ReachKeys } from '../directory/directory-contract.ts';
import type { JournalProblem } from '../files/line-journal.ts';
import type { PolicyRules } from '../policy/policy-rules.ts';
import type { Secrets } from '../secret/secret-contract.ts';
import type { Accounts } from '../signin/account.ts';
import type { ReachProblem } from '../signin/reach-problem.ts';
import type { Vault, VaultProblem } from '../vault/vault.ts';
import type { JournalOptions } from './creation-journal.ts';
import type { CreationStep } from './creation-steps.ts';
import type { KeyHistory } from './key-history.ts';

/** What the making of keys needs, and why it can stay unfinished. `createCreations` makes it. */

export interface CreationsOptions {
  readonly journalFile: string;
  readonly onQuarantine: JournalOptions['onQuarantine'];
  readonly history: KeyHistory;
  readonly directory: { readonly usersAndKeys: ReachKeys };
  readonly accounts: Pick<Accounts, 'current'>;
  readonly policy: PolicyRules;
  readonly secrets: Secrets;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly isLocked: () => boolean;
  /** The keys that are saved on this computer. */
  readonly saved: Observable<readonly { readonly accessKey: string }[]>;
  /** Called at each step of a creation: see `creation-steps.ts`. */
  readonly onStep: (step: CreationStep) => void;
  /** Called with the problem that keeps Keydesk from looking at unfinished creations, once for each reason. */
  readonly onProblem: (problem: CreationsBlocked) => void;
  readonly onDefect: (error: unknown) => void;
}

/** The journal or the keychain cannot be read, so Keydesk does not know what is unfinished. */
type CreationsBlocked = JournalProblem | { readonly kind: 'vault-failed'; readonly reason: string };

export type UnfinishedProblem = JournalProblem | VaultProblem | ReachProblem | { readonly kind: 'creation-unknown' };

export type UnfinishedDone = Promise<Outcome<null, UnfinishedProblem>>;
