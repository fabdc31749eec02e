import { channel } from 'node:diagnostics_channel';

/** The steps of making, replacing and deleting this computer's key, in their order. */
export const keySteps = [
  /** The pair is in memory. */
  'made',
  'journalled',
  /** The private half is in the vault. */
  'stored',
  /** The request that adds the public half is sent. */
  'adding',
  'added',
  /** Oracle takes a signature of the new key. */
  'accepted',
  /** The account signs in with it; the journal does not say so yet. */
  'signed-in',
  'switched',
  'forgotten',
  /** The request that deletes a key is sent: the old key, the new key of stopped work, or the key of an account that signs out. */
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
