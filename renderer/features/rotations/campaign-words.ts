import type { Campaign, CampaignLine, CampaignPreview, LineVerdict } from '../../../bridge/values/campaign.ts';
import { formatCount, formatDay, instantOf } from '../../ui/dates.ts';

/** "1 key", "300 keys" */
export const keysWords = (count: number): string => `${formatCount(count)} ${count === 1 ? 'key' : 'keys'}`;

const verdicts = {
  ready: 'Ready',
  'no-key': 'Ready, without an old key',
  'two-keys': 'Two keys already',
  'same-user': 'User comes twice',
  'not-found': 'User not found',
  'found-twice': 'Found twice',
  inactive: 'User inactive',
  'no-permission': 'No permission',
  running: 'Being rotated already',
  'key-gone': 'Key is gone',
  'bad-line': 'Line cannot be read',
  prescribed: 'Not allowed by your company',
  failed: 'No answer from Oracle',
} as const satisfies Record<LineVerdict, string>;

/** The same behind a number of lines. */
const counted = {
  ready: 'ready',
  'no-key': 'ready, without an old key',
  'two-keys': 'with two keys already',
  'same-user': 'of a user who comes twice',
  'not-found': 'not found',
  'found-twice': 'found twice',
  inactive: 'inactive',
  'no-permission': 'without permission',
  running: 'being rotated already',
  'key-gone': 'gone',
  'bad-line': 'not readable',
  prescribed: 'not allowed by your company',
  failed: 'without an answer from Oracle',
} as const satisfies Record<LineVerdict, string>;

/** What the person has decided about the lines of a preview. */
export interface Decisions {
  readonly leftOut: ReadonlySet<number>;
  /** By line: the key that goes first. */
  readonly rooms: ReadonlyMap<number, CampaignLine['others'][number]>;
}

/** A key can be made for this line, if the person says so. */
export const canBeMade = ({ verdict }: CampaignLine): boolean =>
  verdict === 'ready' || verdict === 'no-key' || verdict === 'two-keys';

/** True if the new key of this line will be made. */
export const isMade = ({ verdict, line }: CampaignLine, { leftOut, rooms }: Decisions): boolean =>
  !leftOut.has(line) && (verdict === 'ready' || verdict === 'no-key' || (verdict === 'two-keys' && rooms.has(line)));

/** The column *What will happen*. */
export const lineWords = (line: CampaignLine, { leftOut, rooms }: Decisions): string => {
  if (leftOut.has(line.line)) return 'Left out';
  const room = rooms.get(line.line);
  if (room) return `${room.name} is deleted first`;
  if (line.verdict === 'ready' || line.verdict === 'no-key') return packets[line.recipient];
  return [verdicts[line.verdict], line.why].filter(Boolean).join(': ');
};

const packets = {
  address: 'Packet for their address',
  ssh: 'Packet for their SSH key',
  passphrase: 'Packet with a passphrase',
} as const;

/** "About 5 min" */
export const timeWords = (seconds: number): string =>
  seconds < 60 ? `About ${Math.max(1, Math.round(seconds))} s` : `About ${formatCount(Math.round(seconds / 60))} min`;

/** "28 ready · 1 not found · 1 inactive": of the lines. */
export const countsWords = ({ counts }: CampaignPreview): string =>
  counts.map(({ verdict, lines }) => `${formatCount(lines)} ${counted[verdict]}`).join(' · ');

/** "30 keys of 27 Nov 2026" */
export const campaignTitle = ({ counts, begunAt, purpose }: Campaign): string => {
  const at = instantOf(begunAt);
  const what = purpose === 'create' ? 'new keys' : 'keys';
  return `${formatCount(counts.total)} ${counts.total === 1 ? 'key' : what}${at === null ? '' : ` of ${formatDay(at)}`}`;
};

/** How many keys of a campaign have come how far. */
export const campaignWords = ({ counts: { toMake, refused, lost, packed, confirmed } }: Campaign): string =>
  [
    toMake > 0 && `${formatCount(toMake)} to make`,
    packed > 0 && `${formatCount(packed)} without a receipt`,
    confirmed > 0 && `${formatCount(confirmed)} confirmed`,
    refused > 0 && `${formatCount(refused)} refused`,
    lost > 0 && `${formatCount(lost)} lost`,
  ]
    .filter(Boolean)
    .join(' · ');
