import { success } from '../../../main/basics/outcome.ts';
import type { CampaignSystem } from '../../../main/rotation/campaign/campaign-contract.ts';

/** Stand-ins for the system's dialogs of campaigns, which a test cannot drive. Each gives the path that the test sets. Null: cancelled. */
export interface PlayedCampaignSystem extends CampaignSystem {
  userList: string | null;
  folder: string | null;
  campaign: string | null;
  saveAs: string | null;
  readonly opened: string[];
  readonly printed: string[];
}

export function createPlayedCampaignSystem(): PlayedCampaignSystem {
  const system: PlayedCampaignSystem = {
    userList: null,
    folder: null,
    campaign: null,
    saveAs: null,
    opened: [],
    printed: [],
    chooseUserList: async () => system.userList,
    chooseFolder: async () => system.folder,
    chooseCampaign: async () => system.campaign,
    chooseSavePath: async () => system.saveAs,
    async openFolder(folder) {
      system.opened.push(folder);
      return '';
    },
    async print(html) {
      system.printed.push(html);
      return success(null);
    },
  };
  return system;
}
