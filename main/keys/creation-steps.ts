import { channel } from 'node:diagnostics_channel';

/** Where a creation stands, in the order in which it goes. */
export type CreationStep =
  | 'checked'
  | 'journalled'
  | 'answered'
  | 'secret-kept'
  | 'recorded'
  | 'reconciling'
  | 'settled';

const steps = channel('keydesk:creation');

/** Tells whoever watches the channel `keydesk:creation` of Node's diagnostics: the tests that kill the program there do. */
export function announceStep(step: CreationStep): void {
  steps.publish({ step });
}
