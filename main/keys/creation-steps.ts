import { channel } from 'node:diagnostics_channel';

/** The steps of a creation, in their order. After a lost answer comes `reconciling`. */
export const creationSteps = [
  'started',
  'checked',
  /** The old key, which this one replaces, has been deleted. */
  'replaced',
  'journalling',
  /** The record `begun` is in the journal's file, and is not synced yet. */
  'written',
  'journalled',
  'sent',
  'answered',
  'secret-stored',
  'recorded',
  'untagged',
  'reconciling',
  'settled',
  /** The secret was found again in the vault, after a crash or the lock. */
  'offered-again',
  'closing',
  'secret-removed',
  'closed',
] as const;

export type CreationStep = (typeof creationSteps)[number];

const steps = channel('keydesk:creation');

/** Announces a step on the channel `keydesk:creation` of Node's diagnostics. The tests that kill the program listen to it. */
export const announceStep = (step: CreationStep): void => steps.publish({ step });
