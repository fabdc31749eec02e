import { useState } from 'react';
import type { CampaignId } from '../../../bridge/values/campaign.ts';
import type { RotationStep } from '../../../bridge/values/rotation.ts';
import { campaigns } from '../../app/bridge.ts';
import { FailureNotice } from '../../app/failure-notice.tsx';
import { useRotate } from '../../app/rotate.tsx';
import { useCampaignsStore } from '../../app/stores.ts';
import { useRequest } from '../../app/use-request.ts';
import { announce } from '../../ui/announce.ts';
import { Button } from '../../ui/button.tsx';
import { keepFocus } from '../../ui/keep-focus.ts';
import { CampaignPanel } from './campaign-panel.tsx';
import { ReceiptsDialog } from './receipts-dialog.tsx';
import { rotationsWords } from './rotation-words.ts';

/** The buttons that begin a campaign, take one over, or enter receipts. */
export const CampaignActions = () => {
  const state = useCampaignsStore().result;
  const { open } = useRotate();
  const [isEntering, setEntering] = useState(false);
  const { pending, failure, send, forget } = useRequest();
  const takeOver = async () => {
    const result = await send(() => campaigns.TakeCampaignOver());
    if (!result?.ok || result.value === null) return;
    const { rotations, known, from } = result.value;
    const others = known === 0 ? '' : ` ${rotationsWords(known)} of the file were here already.`;
    announce(`${rotationsWords(rotations)} taken over${from === null ? '' : ` from ${from}`}.${others}`);
  };
  // After the last receipt the button that opened the dialog is gone, so the focus must move.
  const closeReceipts = () => {
    setEntering(false);
    keepFocus();
  };
  const hasPackets = state?.campaigns.some(({ counts }) => counts.packed > 0) ?? false;
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls */}
      <div role="group" aria-label="Many keys" className="bar rotation-others">
        {hasPackets && <Button onPress={() => setEntering(true)}>Enter receipts…</Button>}
        <Button icon="file" onPress={() => open({ kind: 'many', selection: null, count: 0 })}>
          Keys from a list…
        </Button>
        <Button look="quiet" isPending={pending} onPress={() => void takeOver()}>
          Take over…
        </Button>
      </div>
      {failure && <FailureNotice failure={failure} onDismiss={forget} />}
      {isEntering && <ReceiptsDialog onClose={closeReceipts} />}
    </>
  );
};

interface CampaignPanelsProps {
  /** Shows the rotations of a campaign: those at this step, or all (null). */
  readonly onShow: (campaign: CampaignId, step: RotationStep | null) => void;
}

/** The campaigns that are not over, each with what can be done for all of its keys. */
export const CampaignPanels = ({ onShow }: CampaignPanelsProps) => {
  const state = useCampaignsStore().result;
  return state?.campaigns.map((campaign) => (
    <CampaignPanel
      key={campaign.id}
      campaign={campaign}
      work={state.work}
      onShow={(unconfirmed) => onShow(campaign.id, unconfirmed ? 'handed-over' : null)}
    />
  ));
};
