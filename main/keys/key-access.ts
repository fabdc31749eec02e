import type { Owner } from '../directory/directory-contract.ts';
import type { KeyOwner, UsersAndKeys } from '../oracle/oracle-client.ts';
import type { Outcome } from '../outcome.ts';

/** Which API reaches an owner's keys, how the owner is named there, and who asks. */
export interface KeyAccess {
  readonly account: {
    readonly tenancyOcid: string;
    readonly userOcid: string;
    readonly displayName: string;
    readonly sample: boolean;
  };
  readonly api: UsersAndKeys;
  readonly owner: KeyOwner;
}

/** Finds the way to an owner's keys: `usersAndKeys` of the directory. */
export type ReachKeys<P> = (owner: Owner, signal?: AbortSignal) => Promise<Outcome<KeyAccess, P>>;
