import type { ICampaignsImpl } from '../../bridge/generated/browser/keydesk.ts';
import type { CampaignLine, CampaignState } from '../../bridge/values/campaign.ts';
import type { Failure } from '../../bridge/values/failure.ts';
import type { Campaigns, CampaignsStanding } from '../rotation/campaign/campaigns.ts';
import type { PreviewLine } from '../rotation/campaign/preview.ts';
import type { RotationProblem } from '../rotation/rotation-contract.ts';
import type { Calls } from './bind-interface.ts';
import { failureSentences, toFailure } from './failure-sentences.ts';
import type { Respond } from './respond.ts';
import type { RunningCalls } from './running-calls.ts';
import { haltWords, indexWords, wordsLeftWords } from './sentences-campaign.ts';

/** The most characters that the page takes of a cell; the list may have longer ones. */
const MOST_SHOWN = 2000;
const cut = (text: string) => text.slice(0, MOST_SHOWN);

function shownLine(preview: PreviewLine): CampaignLine {
  const { line, userName, user, old, newKey, verdict, problem, others, recipient } = preview;
  return {
    line,
    userName: cut(userName),
    displayName: cut(user?.displayName ?? userName),
    domainName: user?.domainName ?? null,
    email: user?.email ?? null,
    keyName: old?.name ?? null,
    accessKey: old?.accessKey ?? null,
    newKeyName: cut(newKey.name),
    verdict,
    why: problem && failureSentences(problem).happened,
    others,
    recipient: recipient === null ? 'passphrase' : recipient.kind === 'ssh' ? 'ssh' : ('address' as const),
  };
}

/** Security line 15: `ShowPacketWords` alone returns what opens a packet: the words that the person must tell. */
export function campaignsHandler(respond: Respond, calls: RunningCalls, campaigns: Campaigns): Calls<ICampaignsImpl> {
  return {
    ChooseUserList: () => respond(() => campaigns.chooseUserList()),
    PreviewCampaign: (call, request) => calls.run(call, (signal) => respond(() => campaigns.preview(request, signal))),
    ReadCampaignLines: (preview, from, count) =>
      respond(
        () => campaigns.readLines(preview, from, count),
        ({ total, lines }) => ({ total, lines: lines.map(shownLine) }),
      ),
    StartCampaign: (request) => respond(() => campaigns.start(request)),
    PauseCampaign: () => respond(() => campaigns.pause()),
    ResumeCampaign: (campaign) => respond(() => campaigns.resume(campaign)),
    MakePacket: (rotation) => respond(() => campaigns.makePacket(rotation)),
    StopCampaign: (campaign) => respond(() => campaigns.stop(campaign)),
    OpenPacketFolder: (campaign) => respond(() => campaigns.openFolder(campaign)),
    EnterReceipts: (text) =>
      respond(
        () => campaigns.enterReceipts(text),
        ({ confirmed, wordsLeft, ...others }) => ({
          ...others,
          confirmed: confirmed.map(({ id, userName, newKey }) => ({ rotation: id, userName, keyName: newKey.name })),
          wordsLeft: wordsLeft && { ...toFailure(wordsLeft), ...wordsLeftWords },
        }),
      ),
    PrintPassphrases: (campaign) => respond(() => campaigns.printWords(campaign)),
    ShowPacketWords: (rotation) => respond(() => campaigns.showWords(rotation)),
    ForgetPassphrases: (campaign) => respond(() => campaigns.forgetWords(campaign)),
    HandCampaignOver: ({ campaign, recipient }) => respond(() => campaigns.handOver(campaign, recipient)),
    TakeCampaignOver: () => respond(() => campaigns.takeOver()),
    ExportLedger: (format) => respond(() => campaigns.exportLedger(format)),
  };
}

/** Why a packet could not be made, and what that means for its campaign. */
export const packetFailure = (problem: RotationProblem): Failure => ({
  ...toFailure(problem),
  ...haltWords[problem.kind],
});

export const noCampaigns: CampaignState = { work: { kind: 'none' }, campaigns: [] };

/** The campaigns as the page sees them: problems in words. */
export const campaignState = ({ work, campaigns }: CampaignsStanding): CampaignState => ({
  work,
  campaigns: campaigns.slice(0, 1000).map(({ problem, indexProblem, ...campaign }) => ({
    ...campaign,
    failure: problem ? packetFailure(problem) : indexProblem && { ...toFailure(indexProblem), ...indexWords },
  })),
});
