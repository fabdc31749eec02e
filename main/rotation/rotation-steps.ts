import { channel } from 'node:diagnostics_channel';

/** The moments of a rotation's steps: written down and not sent, answered and not written down, and both done. */
export const rotationStepNames = [
  'making',
  'generated',
  'made',
  'deactivating',
  'deactivated',
  'reactivating',
  'reactivated',
  'deleting',
  'deleted',
] as const;

export type RotationStepName = (typeof rotationStepNames)[number];

const steps = channel('keydesk:rotation');

/** Announces a moment on the channel `keydesk:rotation` of Node's diagnostics. The tests that kill the program listen to it. */
export function announceRotationStep(step: RotationStepName): void {
  steps.publish({ step });
}
