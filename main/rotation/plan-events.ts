import type { Owner, UserIdentity } from '../../bridge/values/directory.ts';
import type { RotationHow } from '../../bridge/values/rotation.ts';
import type { GenerateRequest } from '../../bridge/values/secret.ts';
import type { HandoverRecord } from '../keys/key-history.ts';
import type { KeyHome } from '../secret/secret-contract.ts';
import type { CampaignEvent } from './campaign/campaign-events.ts';

/** What a rotation is about. It never changes. */
export interface PlanFacts extends UserIdentity {
  readonly how: RotationHow;
  readonly account: NonNullable<KeyHome['account']>;
  /** The user name of that account. */
  readonly accountName: string;
  readonly owner: Owner;
  readonly displayName: string;
  readonly keyName: string;
  readonly newKey: GenerateRequest;
  /** The campaign that this rotation belongs to; null: none. */
  readonly campaign: string | null;
  /** The saved key that is replaced, under the name that programs use; null: none. */
  readonly saved: { readonly id: string; readonly name: string } | null;
}

/** How a new key reached the person or program that uses it. `word`: the person says so. */
export type HandedOverBy = HandoverRecord['how'] | 'stored' | 'packet' | 'installed' | 'word';

/** What can happen to a rotation. Each comment says which key the line names. */
export type PlanEvent =
  | CampaignEvent
  /** The old key; null if there is none. */
  | ({ readonly event: 'chosen' } & PlanFacts)
  /** Another key of the user, which makes room for the new one. */
  | { readonly event: 'room-deleting' | 'room-deleted' | 'room-kept' }
  /** The old key. `creation` is the handle of the new key's secret. */
  | { readonly event: 'making'; readonly creation: string }
  /** The new key. */
  | { readonly event: 'made' | 'secret-lost' | 'new-deleted' | 'new-gone' }
  /** The new key, whose secret Keydesk has lost: the person says that they have it. */
  | { readonly event: 'secret-held' }
  /** The old key: no new key was made. */
  | { readonly event: 'not-made' }
  /** The new key. */
  | { readonly event: 'handed-over'; readonly way: HandedOverBy; readonly to: string | null }
  | { readonly event: 'confirmed'; readonly proof: 'test' | 'receipt' | 'word' }
  /** The old key, from here on. */
  | { readonly event: 'deactivating' | 'reactivating' | 'deleting' }
  | { readonly event: 'deactivated' | 'waiting'; readonly until: string }
  /** `unclear`: Oracle may have done it, though no answer says so. */
  | { readonly event: 'not-deactivated' | 'not-reactivated'; readonly unclear: boolean }
  | { readonly event: 'reactivated' | 'deleted' | 'not-deleted' }
  | { readonly event: 'old-gone' | 'skipped' | 'stopped' | 'paused' | 'resumed' }
  /** The rotation came in a colleague's file. This computer does not rely on the proofs and waiting times that the file tells of. */
  | { readonly event: 'taken-over'; readonly packedHere: boolean }
  | { readonly event: 'renamed'; readonly name: string };
