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
import { Checkbox } from '../../ui/choices.tsx';
import { keysWords } from '../../ui/dates.ts';
import { Form, FormActions } from '../../ui/form.tsx';
import { useTypedCount } from '../../ui/typed-count.tsx';
import {
  countsWords,
  type Decisions,
  isMade,
  passphrasesWords,
  type RoomKind,
  roomOf,
  timeWords,
  usersWords,
} from './campaign-words.ts';
import { PreviewTable, type PreviewTableProps } from './preview-table.tsx';

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

interface MakeRoomProps extends PreviewTableProps {
  readonly kind: RoomKind;
}

/** One press chooses, for all users, the key that is deleted first. Before the deletion the system's dialog asks, and names the key. */
const MakeRoom = ({ kind, lines, decisions, onDecide }: MakeRoomProps) => {
  const rooms = lines.flatMap((line) => {
    const room = roomOf(line, kind);
    return room ? [[line.line, room] as const] : [];
  });
  if (rooms.length === 0) return null;
  const isChosen = rooms.every(([line, { keyId }]) => decisions.rooms.get(line)?.keyId === keyId);
  const choose = (agreed: boolean) => {
    const proposed = new Set(rooms.map(([line]) => line));
    const others = [...decisions.rooms].filter(([line]) => !proposed.has(line));
    onDecide({ ...decisions, rooms: new Map(agreed ? [...others, ...rooms] : others) });
  };
  return (
    <Checkbox selected={isChosen} onSelect={choose}>
      {kind === 'idle'
        ? `Delete ${keysWords(rooms.length)} first that ${rooms.length === 1 ? 'does' : 'do'} not work, to make room`
        : `Delete the older key of ${usersWords(rooms.length)} first, though programs may still use it`}
    </Checkbox>
  );
};

interface StartCampaignProps {
  readonly preview: CampaignPreview;
  /** Back to the names and the expiry. */
  readonly onChange: () => void;
  readonly onClose: () => void;
}

/** The preview line by line, and the button that begins. Before the user presses that button, nothing is changed. */
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
  const { confirm, field } = useTypedCount(made.length, `make ${keysWords(made.length)}`, 'keys');

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
    <Form onSubmit={() => wait === 0 && void start()}>
      <p role="status">
        {countsWords(preview)}. {timeWords(preview.secondsNeeded)}.{passphrasesWords(told)}
      </p>
      {found.error && <FailureNotice failure={found.error} onRetry={() => void found.refetch()} />}
      {lines.length > 0 && <PreviewTable lines={lines} decisions={decisions} onDecide={setDecisions} />}
      <MakeRoom kind="idle" {...{ lines, decisions }} onDecide={setDecisions} />
      <MakeRoom kind="older" {...{ lines, decisions }} onDecide={setDecisions} />
      <Checkbox selected={drafts} onSelect={setDrafts}>
        Write an e-mail draft beside each packet
      </Checkbox>
      {field}
      {failure && <FailureNotice failure={failure} />}
      <FormActions
        pending={pending}
        waiting="Choose a folder for the packets…"
        wait={wait}
        submit={`Start ${keysWords(made.length)}…`}
        isDisabled={made.length === 0}
        cancel="Back"
        onCancel={onChange}
      />
    </Form>
  );
};
