import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { CampaignLine, CampaignPreview } from '../../../bridge/values/campaign.ts';
import { campaigns } from '../../app/bridge.ts';
import { FailureNotice } from '../../app/failure-notice.tsx';
import { read } from '../../app/query-client.ts';
import { navigate } from '../../app/route.ts';
import { useAccount } from '../../app/session.tsx';
import { useRequest } from '../../app/use-request.ts';
import { useSecondsLeft } from '../../app/use-seconds-left.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/choices.tsx';
import { DialogActions, DialogPending } from '../../ui/dialog.tsx';
import { DialogForm } from '../../ui/dialog-form.tsx';
import { useTypedCount } from '../../ui/typed-count.tsx';
import { countsWords, type Decisions, isMade, keysWords, passphrasesWords, timeWords } from './campaign-words.ts';
import { PreviewTable } from './preview-table.tsx';

const blockLines = 500;
const none: readonly CampaignLine[] = [];
const undecided: Decisions = { leftOut: new Set(), rooms: new Map() };

const readLines = async (preview: string, signal: AbortSignal): Promise<readonly CampaignLine[]> => {
  const lines: CampaignLine[] = [];
  for (;;) {
    const block = await read(() => campaigns.ReadCampaignLines(preview, lines.length, blockLines))({ signal });
    lines.push(...block.lines);
    if (block.lines.length === 0 || lines.length >= block.total || signal.aborted) return lines;
  }
};

/** The key that does not work, if the user of a line has one: it is proposed to go first. */
const proposalOf = ({ others }: CampaignLine) => others.find(({ why }) => why !== null);

export interface StartCampaignProps {
  readonly preview: CampaignPreview;
  /** Back to the names and the expiry. */
  readonly onChange: () => void;
  readonly onClose: () => void;
}

/** The preview line by line, and the button that begins. Before it is pressed, nothing is changed: a dry run. */
export const StartCampaign = ({ preview, onChange, onClose }: StartCampaignProps) => {
  const account = useAccount();
  const [decisions, setDecisions] = useState(undecided);
  const [drafts, setDrafts] = useState(true);
  const { pending, failure, send } = useRequest();
  const wait = useSecondsLeft(failure);
  const found = useQuery({
    queryKey: ['account', account.id, 'campaign-lines', preview.preview],
    queryFn: ({ signal }) => readLines(preview.preview, signal),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const lines = found.data ?? none;
  const made = lines.filter((line) => isMade(line, decisions));
  const told = made.filter(({ recipient }) => recipient === 'passphrase').length;
  const proposals = lines.filter((line) => line.verdict === 'two-keys' && proposalOf(line));
  const isRoomMade = proposals.length > 0 && proposals.every(({ line }) => decisions.rooms.has(line));
  const { confirm, field } = useTypedCount(made.length, `make ${keysWords(made.length)}`, 'keys');

  const makeRoom = (agreed: boolean) => {
    const rooms = new Map(decisions.rooms);
    for (const line of proposals) {
      const proposal = proposalOf(line);
      if (agreed && proposal) rooms.set(line.line, proposal);
      else rooms.delete(line.line);
    }
    setDecisions({ ...decisions, rooms });
  };

  const start = async () => {
    if (made.length === 0) return;
    const confirmation = confirm();
    if (confirmation === false) return;
    const rooms = made.flatMap(({ line }) => {
      const room = decisions.rooms.get(line);
      return room ? [{ line, keyId: room.keyId }] : [];
    });
    const result = await send(() =>
      campaigns.StartCampaign({
        preview: preview.preview,
        leaveOut: [...decisions.leftOut],
        rooms,
        drafts,
        expected: made.length,
        confirmation,
      }),
    );
    if (!result?.ok || result.value === null) return;
    onClose();
    navigate({ view: 'rotations' });
  };

  return (
    <DialogForm onSubmit={() => wait === 0 && void start()}>
      <p role="status">
        {countsWords(preview)}. {timeWords(preview.secondsNeeded)}.{passphrasesWords(told)}
      </p>
      {found.error && <FailureNotice failure={found.error} onRetry={() => void found.refetch()} />}
      {lines.length > 0 && <PreviewTable lines={lines} decisions={decisions} onDecide={setDecisions} />}
      {proposals.length > 0 && (
        <Checkbox selected={isRoomMade} onSelect={makeRoom}>
          Delete {keysWords(proposals.length)} first that {proposals.length === 1 ? 'does' : 'do'} not work, to make
          room
        </Checkbox>
      )}
      <Checkbox selected={drafts} onSelect={setDrafts}>
        Write an e-mail draft beside each packet
      </Checkbox>
      {field}
      {failure && <FailureNotice failure={failure} />}
      <DialogActions beside={pending && <DialogPending>Choose a folder for the packets…</DialogPending>}>
        <Button onPress={onChange} isDisabled={pending}>
          Back
        </Button>
        <Button look="primary" type="submit" isPending={pending} wait={wait} isDisabled={made.length === 0}>
          {`Start ${keysWords(made.length)}…`}
        </Button>
      </DialogActions>
    </DialogForm>
  );
};
