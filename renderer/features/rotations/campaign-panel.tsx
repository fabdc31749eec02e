import { useRef, useState } from 'react';
import type { Campaign, CampaignState } from '../../../bridge/values/campaign.ts';
import { campaigns } from '../../app/bridge.ts';
import { FailureNotice } from '../../app/failure-notice.tsx';
import { useRequest } from '../../app/use-request.ts';
import { Button } from '../../ui/button.tsx';
import { formatCount } from '../../ui/dates.ts';
import { useFocusKept } from '../../ui/keep-focus.ts';
import { ProgressLine } from '../../ui/progress-line.tsx';
import { campaignTitle, campaignWords, timeWords } from './campaign-words.ts';
import { HandCampaignOver } from './hand-campaign-over.tsx';

type Running = Extract<CampaignState['work'], { kind: 'running' }>;

const waitingWords = { no: null, service: 'Oracle asks to wait', dialog: 'Waits for the open secret key' } as const;

/** How many packets have been made, with the buttons that pause or stop the work. */
const Progress = ({ campaign, work }: { readonly campaign: Campaign; readonly work: Running }) => {
  const { pending, failure, send } = useRequest();
  const { total, toMake } = campaign.counts;
  const isOff = pending || work.stopping;
  const words = [
    `${formatCount(total - toMake)} of ${formatCount(total)}`,
    work.at && `${work.at.keyName} of ${work.at.userName}`,
    waitingWords[work.waiting] ?? (work.secondsLeft === null ? null : `${timeWords(work.secondsLeft)} left`),
  ];
  return (
    <>
      <ProgressLine
        label={work.stopping ? 'Stopping after this key' : 'Making keys and packets'}
        share={(total - toMake) / Math.max(1, total)}
        words={words.filter(Boolean).join(' · ')}
      >
        <span className="bar rotation-others progress-buttons">
          <Button isPending={isOff} onPress={() => void send(() => campaigns.PauseCampaign())}>
            Pause
          </Button>
          <Button isPending={isOff} onPress={() => void send(() => campaigns.StopCampaign(campaign.id))}>
            Stop after this one
          </Button>
        </span>
      </ProgressLine>
      {failure && <FailureNotice failure={failure} />}
    </>
  );
};

interface CampaignPanelProps {
  readonly campaign: Campaign;
  readonly work: CampaignState['work'];
  /** Shows the rotations of the campaign in the table. `unconfirmed`: only those without a receipt. */
  readonly onShow: (unconfirmed: boolean) => void;
}

/** A campaign that is not over: where its keys stand, and what can be done for all of them. */
export const CampaignPanel = ({ campaign, work, onShow }: CampaignPanelProps) => {
  const [isHandingOver, setHandingOver] = useState(false);
  const { pending, failure, send, forget } = useRequest();
  const { id, counts, folder, passphrases, here, goesOn, handedOverTo } = campaign;
  const isRunning = work.kind === 'running' && work.campaign === id;
  const panel = useRef<HTMLElement>(null);
  useFocusKept(panel, [isRunning, work.kind, goesOn, counts.packed > 0, passphrases > 0].join(' '));
  return (
    <section ref={panel} className="rotation-campaign" aria-label={campaignTitle(campaign)}>
      <div className="bar rotation-bar">
        <p className="space">
          <strong>{campaignTitle(campaign)}</strong> <span className="third">{campaignWords(campaign)}</span>
          {handedOverTo !== null && ` Handed over to ${handedOverTo}.`}
        </p>
        {folder !== null && (
          <Button look="quiet" onPress={() => void send(() => campaigns.OpenPacketFolder(id))}>
            Open folder
          </Button>
        )}
        {here && !isRunning && (
          <Button look="quiet" onPress={() => setHandingOver(true)}>
            Hand over to a colleague…
          </Button>
        )}
      </div>
      {isRunning && <Progress campaign={campaign} work={work} />}
      <div className="bar rotation-bar">
        {goesOn && work.kind !== 'running' && (
          <Button look="primary" isPending={pending} onPress={() => void send(() => campaigns.ResumeCampaign(id))}>
            Resume
          </Button>
        )}
        {counts.packed > 0 && (
          <Button onPress={() => onShow(true)}>{`Show ${formatCount(counts.packed)} without a receipt`}</Button>
        )}
        <Button onPress={() => onShow(false)}>Show all</Button>
        {passphrases > 0 && (
          <>
            <Button icon="printer" isPending={pending} onPress={() => void send(() => campaigns.PrintPassphrases(id))}>
              Print passphrases
            </Button>
            <Button look="quiet" isPending={pending} onPress={() => void send(() => campaigns.ForgetPassphrases(id))}>
              Forget passphrases…
            </Button>
          </>
        )}
      </div>
      {campaign.failure && <FailureNotice failure={campaign.failure} />}
      {failure && <FailureNotice failure={failure} onDismiss={forget} />}
      {isHandingOver && <HandCampaignOver campaign={campaign} onClose={() => setHandingOver(false)} />}
    </section>
  );
};
