import { channel } from 'node:diagnostics_channel';

/** The moments between a new key and its packet. What comes before is in `creation-steps.ts` and `rotation-steps.ts`. */
export const campaignSteps = ['begun', 'words-stored', 'packet-written', 'packed', 'closed'] as const;

export type CampaignStep = (typeof campaignSteps)[number];

const steps = channel('keydesk:campaign');

/** Announces a moment on the channel `keydesk:campaign` of Node's diagnostics. The tests that kill the program listen to it. */
export function announceCampaignStep(step: CampaignStep): void {
  steps.publish({ step });
}
