import { channel } from 'node:diagnostics_channel';

/** Where a creation stands, in the order in which it goes; a lost answer leads over `reconciling`. */
export type CreationStep =
  | 'started'
  | 'checked'
  | 'journalled'
  | 'sent'
  | 'answered'
  | 'secret-kept'
  | 'recorded'
  | 'unmarked'
  | 'reconciling'
  | 'settled'
  | 'closing'
  | 'secret-removed'
  | 'closed';

const steps = channel('keydesk:creation');

/** Tells whoever watches the channel `keydesk:creation` of Node's diagnostics: the tests that kill the program there do. */
export function announceStep(step: CreationStep): void {
  steps.publish({ step });
}
