import type { JournalProblem } from '../files/line-journal.ts';
import type { OracleProblem } from '../oracle/oracle-problem.ts';
import type { AccountUnknown, SignInProblem, SignOutProblem } from '../signin/account.ts';
import type { AskProblem } from '../signin/reach-problem.ts';
import type { KeyNotAccepted } from './await-key.ts';
import type { SnippetProblem } from './snippet.ts';

/** What an interruption or a failure has left of the work on this computer's key. */
export type Unfinished =
  /** The public half was sent, and nobody knows whether it arrived. */
  | 'unclear'
  /** The key is at Oracle, and its private half here; the account does not sign in with it yet. */
  | 'unused'
  /** The key is at Oracle, and its private half is gone. */
  | 'orphaned'
  /** The account signs in with the new key; the old one is still at Oracle. */
  | 'old-left'
  /** The work was stopped, but the deletion of the new key is not finished. */
  | 'undo-left'
  /** Deleting the key and signing its account out is not finished. */
  | 'sign-out-left';

export type ApiKeyUnfinished = {
  readonly kind: 'api-key-unfinished';
  readonly what: Unfinished;
  readonly fingerprint: string;
};

/** Everything that can go wrong with API keys of this computer's own. */
export type ComputerKeyProblem =
  | AskProblem
  | OracleProblem
  | SignInProblem
  | SignOutProblem
  | AccountUnknown
  | JournalProblem
  | KeyNotAccepted
  | SnippetProblem
  /** The snippet is for another key than the one that was shown. */
  | { readonly kind: 'snippet-other-key'; readonly expected: string; readonly found: string }
  /** No browser opened. */
  | { readonly kind: 'console-not-opened'; readonly address: string }
  /** No set-up is under way. */
  | { readonly kind: 'set-up-over' }
  /** The downloaded key is under a passphrase. */
  | { readonly kind: 'downloaded-key-encrypted'; readonly file: string }
  | { readonly kind: 'api-keys-full'; readonly most: number }
  | { readonly kind: 'api-key-in-use'; readonly fingerprint: string }
  /** Other work on this computer's key is under way. */
  | { readonly kind: 'api-key-work' }
  /** The account does not sign in with a key of this computer's own. */
  | { readonly kind: 'no-computer-key' }
  | { readonly kind: 'key-work-unknown' };
