import type { News } from '../basics/observable.ts';

/**
 * What a rotation does with the secret of a creation that it began, and that a crash, a failure or the lock left open. `waits`: the
 * rotation takes the secret when the person presses *Resume*; until then no dialog offers it. `packed`: the secret is in a packet already.
 * Null: the rotation does not take the secret, and the person gets it in the dialog.
 */
export type Claim = 'waits' | 'packed' | null;

/** What rotations say of the creations that name them. `subscribe` hears when an answer may have changed. */
export interface Claims extends Pick<News<unknown>, 'subscribe'> {
  of(rotation: string, creation: string): Promise<Claim>;
}
