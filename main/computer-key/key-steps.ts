import { channel } from 'node:diagnostics_channel';

/** The steps of making, replacing and deleting this computer's key, in their order. */
export const keySteps = [
  /** The pair is in memory. */
  'made',
  'journalled',
  /** The private half is in the vault. */
  'stored',
  /** The request that adds the public half leaves. */
  'adding',
  'added',
  /** Oracle takes a signature of the new key. */
  'accepted',
  /** The account signs in with it; the journal does not say so yet. */
  'signed-in',
  'switched',
  'forgotten',
  /** The request that deletes a key leaves: the old one, the one that was stopped, or the one that is signed out of. */
  'deleting',
  'deleted',
  'signed-out',
  'ended',
] as const;

export type KeyStep = (typeof keySteps)[number];

const steps = channel('keydesk:computer-key');

/** Announces a step on the channel `keydesk:computer-key` of Node's diagnostics. The tests that kill the program listen to it. */
export function announceKeyStep(step: KeyStep): void {
  steps.publish({ step });
}
