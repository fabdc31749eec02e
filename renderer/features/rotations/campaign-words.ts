import type { Campaign, CampaignLine, CampaignPreview, LineVerdict } from '../../../bridge/values/campaign.ts';
import { countWords, formatCount, formatDay, instantOf } from '../../ui/dates.ts';
import { shortenAccessKey } from '../../ui/shorten.ts';

/** "1 user", "300 users" */
export const usersWords = (count: number): string => countWords(count, 'user');

/** What will happen: as the words of a line, and as words after a number of lines. */
const verdicts = {
  ready: { line: 'Ready', counted: 'ready' },
  'no-key': { line: 'Ready, without an old key', counted: 'ready, without an old key' },
  'two-keys': { line: 'Two keys already', counted: 'with two keys already' },
  'same-user': { line: 'User comes twice, and another line makes the key', counted: 'of a user who comes twice' },
  'not-found': { line: 'User not found', counted: 'not found' },
  'found-twice': { line: 'Found twice', counted: 'found twice' },
  inactive: { line: 'User inactive', counted: 'inactive' },
  'no-permission': { line: 'No permission', counted: 'without permission' },
  running: { line: 'Being rotated already', counted: 'being rotated already' },
  'key-gone': { line: 'Key is gone', counted: 'gone' },
  'bad-line': { line: 'Line cannot be read', counted: 'not readable' },
  prescribed: { line: 'Not allowed by your company', counted: 'not allowed by your company' },
  failed: { line: 'No answer from Oracle', counted: 'without an answer from Oracle' },
} as const satisfies Record<LineVerdict, { line: string; counted: string }>;

/** What the person has decided about the lines of a preview. */
export interface Decisions {
  readonly leftOut: ReadonlySet<number>;
  /** By line: the key that is deleted first, to make room. */
  readonly rooms: ReadonlyMap<number, CampaignLine['others'][number]>;
}

/** True if Keydesk cannot propose a key to delete, because one of the two keys cannot be read. */
const isHidden = ({ verdict, others }: CampaignLine): boolean => verdict === 'two-keys' && others.length === 0;

type OtherKey = CampaignLine['others'][number];

/** The keys that one press deletes first, for all users. `idle`: keys that do not work. `older`: the older of two keys in use. */
export type RoomKind = 'idle' | 'older';

/** The key of this kind that is deleted first for the user of a line. Undefined: the user needs no room, or has no such key. */
export const roomOf = ({ verdict, others }: CampaignLine, kind: RoomKind): OtherKey | undefined => {
  if (verdict !== 'two-keys') return undefined;
  const idle = others.find(({ why }) => why === 'inactive' || why === 'expired');
  if (kind === 'idle') return idle;
  return idle === undefined ? others.find(({ older, why }) => older && why === null) : undefined;
};

/** The words by which a menu distinguishes the two keys of a user. */
export const otherWords = ({ why, accessKey }: OtherKey): string =>
  why === 'rotating' ? 'being rotated already' : (why ?? shortenAccessKey(accessKey));

/** True if a key can be made for this line, at least after the user has decided. */
export const canBeMade = (line: CampaignLine): boolean =>
  ['ready', 'no-key', 'two-keys'].includes(line.verdict) && !isHidden(line);

/** True if the new key of this line will be made. */
export const isMade = ({ verdict, line }: CampaignLine, { leftOut, rooms }: Decisions): boolean =>
  !leftOut.has(line) && (verdict === 'ready' || verdict === 'no-key' || (verdict === 'two-keys' && rooms.has(line)));

/** The column *What will happen*. */
export const lineWords = (line: CampaignLine, { leftOut, rooms }: Decisions): string => {
  if (leftOut.has(line.line)) return 'Left out';
  const room = rooms.get(line.line);
  if (room) return `${room.name} is deleted first`;
  if (line.verdict === 'ready' || line.verdict === 'no-key') return packets[line.recipient];
  if (isHidden(line)) return 'Two keys, and one cannot be read';
  if (roomOf(line, 'older')) return 'Two keys that may both be in use';
  return [verdicts[line.verdict].line, line.why].filter(Boolean).join(': ');
};

const packets = {
  address: 'Packet for their address',
  ssh: 'Packet for their SSH key',
  passphrase: 'Packet with a passphrase',
} as const;

/** "About 5 min" */
export const timeWords = (seconds: number): string =>
  seconds < 60 ? `About ${Math.max(1, Math.round(seconds))} s` : `About ${formatCount(Math.round(seconds / 60))} min`;

/** "28 ready · 1 not found · 1 inactive": the numbers of lines. */
export const countsWords = ({ counts }: CampaignPreview): string =>
  counts.map(({ verdict, lines }) => `${formatCount(lines)} ${verdicts[verdict].counted}`).join(' · ');

/** The sentence about packets that are encrypted with a passphrase. Empty: there are none. */
export const passphrasesWords = (count: number): string =>
  count === 0
    ? ''
    : ` ${countWords(count, 'packet')} ${count === 1 ? 'opens' : 'open'} with a passphrase: print it or read it out, and never send it with the packet.`;

/** "30 keys of 27 Nov 2026", "1 new key of 27 Nov 2026" */
export const campaignTitle = ({ counts, begunAt, purpose }: Campaign): string => {
  const at = instantOf(begunAt);
  const what = countWords(counts.total, purpose === 'create' ? 'new key' : 'key');
  return `${what}${at === null ? '' : ` of ${formatDay(at)}`}`;
};

const noBreak = '\u00A0';

/** The number of keys of a campaign at each stage. A number and its word stay on one line. */
export const campaignWords = ({ leftOut, counts: { toMake, refused, lost, packed, confirmed } }: Campaign): string =>
  [
    toMake > 0 && `${formatCount(toMake)} to make`,
    packed > 0 && `${formatCount(packed)} without a receipt`,
    confirmed > 0 && `${formatCount(confirmed)} confirmed`,
    refused > 0 && `${formatCount(refused)} refused`,
    lost > 0 && `${formatCount(lost)} lost`,
    leftOut > 0 && `${formatCount(leftOut)} left out: see left-out.csv`,
  ]
    .filter((words) => words !== false)
    .map((words) => words.replaceAll(' ', noBreak))
    .join(' · ');
