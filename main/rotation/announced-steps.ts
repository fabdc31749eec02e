import { channel } from 'node:diagnostics_channel';

/**
 * The moments of a rotation's steps: the ledger has the request, which is not sent yet; the ledger does not have the answer yet; it has
 * both.
 */
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

/** The moments between a new key and its packet. The moments of the key's creation are in `creation-steps.ts`. */
export const campaignSteps = ['begun', 'words-stored', 'packet-written', 'packed', 'closed'] as const;

const ofRotation = channel('keydesk:rotation');
const ofCampaign = channel('keydesk:campaign');

/** These announce a moment on a channel of Node's diagnostics. The tests that kill the program listen to it. */
export const announceRotationStep = (step: RotationStepName) => ofRotation.publish({ step });
export const announceCampaignStep = (step: (typeof campaignSteps)[number]) => ofCampaign.publish({ step });
