import type { News } from '../basics/observable.ts';

/**
 * What a rotation does with the secret of a creation that it began, and that a crash, a failure or the lock left open. `waits`: it takes the
 * secret when the person presses *Resume*; until then no dialog offers it. `packed`: the secret is in a packet already. Null: it does not
 * take the secret, which the person gets in the dialog.
 */
export type Claim = 'waits' | 'packed' | null;

/** What rotations say of the creations that name them. News: it may have changed. */
export interface Claims extends Pick<News<unknown>, 'subscribe'> {
  of(rotation: string, creation: string): Promise<Claim>;
}
