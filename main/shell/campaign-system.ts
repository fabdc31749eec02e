import { campaignFile, userListFile } from './choose-file.ts';
import type { createHandoverSystem } from './handover-system.ts';
import { openPath } from './open-path.ts';
import type { SystemDialogs } from './system-dialogs.ts';

/** What a campaign asks of the system: its dialogs, the folder of its packets in the file manager, and a printer. */
export const createCampaignSystem = (
  { chooseFile, chooseFolder, chooseSavePath }: SystemDialogs,
  { print }: Pick<ReturnType<typeof createHandoverSystem>, 'print'>,
) => ({
  chooseUserList: () => chooseFile(userListFile),
  chooseFolder: () => chooseFolder('Choose a folder for the packets'),
  chooseCampaign: () => chooseFile(campaignFile),
  chooseSavePath,
  openFolder: openPath,
  print,
});
