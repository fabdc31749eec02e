import type { Clock } from '../basics/clock.ts';
import type { Outcome } from '../basics/outcome.ts';
import type { Ask } from '../basics/question.ts';
import type { Directory } from '../directory/directory.ts';
import type { Creations } from '../keys/creations.ts';
import type { UnfinishedProblem } from '../keys/creations-contract.ts';
import type { GenerateProblem } from '../keys/generate-key.ts';
import type { KeyHistory } from '../keys/key-history.ts';
import type { KeyProblem, Keys } from '../keys/keys.ts';
import type { Defect } from '../report/report-contract.ts';
import type { SecretProblem, Secrets } from '../secret/secret-contract.ts';
import type { Accounts } from '../signin/account.ts';
import type { ToolProblem, Tools } from '../tools/tools-contract.ts';
import type { Usage } from '../usage/create-usage.ts';
import type { CampaignBook } from './campaign/campaign-book.ts';
import type { PacketProblem } from './campaign/packet.ts';
import type { LedgerProblem } from './ledger.ts';

/** What rotations need, and why a step can fail. `createRotations` makes them. */

export interface RotationsOptions {
  readonly ledgerFile: string;
  /** Hears every line of the ledger. */
  readonly book: CampaignBook;
  readonly accounts: Pick<Accounts, 'current' | 'subscribe'>;
  readonly directory: Pick<Directory, 'list' | 'findUsers' | 'getUser'>;
  readonly keys: Pick<Keys, 'list' | 'setStatus' | 'remove'>;
  readonly creations: Creations;
  readonly secrets: Secrets;
  readonly usage: Pick<Usage, 'saved' | 'readiness'>;
  readonly tools: Pick<Tools, 'preview' | 'replace' | 'writtenFor'>;
  readonly history: KeyHistory;
  /** From the settings: the days from a deactivation until the key may be deleted. */
  readonly waitingDays: () => number;
  /** For a new key, ISO 8601; null: none. */
  readonly proposedExpiry: () => string | null;
  readonly ask: Ask;
  readonly clock: Clock;
  readonly isLocked: () => boolean;
  readonly onDefect: (error: unknown) => void;
}

/** The rotation was begun with another account than the current one. */
export type RotationOfAnother = { readonly kind: 'rotation-of-another'; readonly userName: string };
/** This key is being rotated already. */
export type RotationRunning = { readonly kind: 'rotation-running'; readonly keyName: string };
export type RotationBusy = { readonly kind: 'rotation-busy' };
/** The user has as many keys as Oracle allows. `others`: those that may be deleted to make room. */
export type NoRoom = {
  readonly kind: 'rotation-no-room';
  readonly keyName: string;
  readonly others: readonly string[];
};

export type StepProblem =
  | LedgerProblem
  | KeyProblem
  | GenerateProblem
  | UnfinishedProblem
  | RotationOfAnother
  | RotationRunning
  | { readonly kind: 'rotation-unknown' }
  /** The step is not the one that is next. */
  | { readonly kind: 'rotation-not-next' }
  | { readonly kind: 'rotation-too-early'; readonly until: string }
  /** Others have deleted the key at Oracle. */
  | { readonly kind: 'rotation-old-gone'; readonly keyName: string }
  | { readonly kind: 'rotation-new-gone'; readonly keyName: string }
  /** The old key was deactivated here, but is active: it is in use, or the ledger is an older copy. */
  | { readonly kind: 'rotation-old-active'; readonly keyName: string }
  | { readonly kind: 'rotation-renamed'; readonly from: string; readonly to: string }
  /** The new key does not work, or Keydesk cannot see whether it does. */
  | {
      readonly kind: 'rotation-new-idle';
      readonly keyName: string;
      readonly why: 'inactive' | 'expired' | 'unreadable';
    }
  /** The user of a rotation that was taken over has another name at Oracle. */
  | { readonly kind: 'rotation-other-user'; readonly from: string; readonly to: string };
export type StepDone = Promise<Outcome<null, StepProblem>>;

export type SavedProblem =
  | StepProblem
  | ToolProblem
  /** The new key did not work in its test, or the test was stopped. */
  | { readonly kind: 'rotation-test-not-passed'; readonly how: 'failed' | 'gave-up' | 'stopped' }
  /** The file of this profile was not updated, and the profiles after it were not tried. */
  | { readonly kind: 'rotation-file-not-written'; readonly file: string; readonly fault: ToolProblem }
  | { readonly kind: 'test-running'; readonly keyName: string };

/** `rotation-word-needed`: Keydesk cannot know whether the new key is where it is used. The person must say so. */
export type NextProblem = SavedProblem | { readonly kind: 'rotation-word-needed' };

export type RotationProblem =
  | NextProblem
  | NoRoom
  | RotationBusy
  | PacketProblem
  | SecretProblem
  | Defect
  /** Not all of these old keys may be deleted now. */
  | { readonly kind: 'rotation-not-due'; readonly keyName: string }
  | { readonly kind: 'confirmation-needed'; readonly keys: number };
export type RotationDone = Promise<Outcome<null, RotationProblem>>;
