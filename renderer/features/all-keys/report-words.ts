import type { AgeBucket, KeyView, ReportDomain, ReportState, ReportSummary } from '../../../bridge/values/report.ts';
import { agoWords, countWords, formatCount, instantOf, keysWords } from '../../ui/dates.ts';

/**
 * The sentence of the view: "37 of 9,841 keys are older than 90 days". While not all keys are read: "At least 37 of
 * 9,000 keys read are older than 90 days".
 */
export const overdueSentence = ({ overdue, keys, overdueDays, complete }: ReportSummary): string => {
  if (keys === 0) return complete ? 'There are no customer secret keys' : 'No key has been read';
  const what = complete ? keysWords(keys) : `${keysWords(keys)} read`;
  const limit = countWords(overdueDays, 'day');
  if (overdue === 0) return `None of ${what} is older than ${limit}`;
  const some = complete ? formatCount(overdue) : `At least ${formatCount(overdue)}`;
  return `${some} of ${what} ${overdue === 1 ? 'is' : 'are'} older than ${limit}`;
};

export const bucketWords = {
  '0-30': { axis: ['0–30', 'days'], whole: '0–30 days' },
  '31-60': { axis: ['31–60', 'days'], whole: '31–60 days' },
  '61-90': { axis: ['61–90', 'days'], whole: '61–90 days' },
  '91-180': { axis: ['91–180', 'days'], whole: '91–180 days' },
  '181-365': { axis: ['181–365', 'days'], whole: '181–365 days' },
  'over-365': { axis: ['Over', 'a year'], whole: 'Over a year' },
  unknown: { axis: ['Unknown', 'age'], whole: 'Unknown age' },
} as const satisfies Record<AgeBucket, { axis: readonly [string, string]; whole: string }>;

/** "Over a year: 12 keys": the name of a bar. */
export const barName = (bucket: AgeBucket, keys: number): string => `${bucketWords[bucket].whole}: ${keysWords(keys)}`;

/** The first and the last day of each bucket. */
const edges: readonly (readonly [AgeBucket, number, number])[] = [
  ['0-30', 0, 30],
  ['31-60', 30, 60],
  ['61-90', 60, 90],
  ['91-180', 90, 180],
  ['181-365', 180, 365],
];

/** The position of the limit on the axis, in bars from the left: 3 for 90 days. A limit of over a year is in the last bar. */
export const limitAt = (limitDays: number): number => {
  const at = edges.findIndex(([, , to]) => limitDays <= to);
  const [, from = 365, to = 730] = edges[at] ?? [];
  return at < 0 ? edges.length + 0.5 : at + (limitDays - from) / (to - from);
};

export const filterWords = {
  overdue: 'Overdue',
  expiring: 'Expiring within 14 days',
  expired: 'Expired',
  'user-inactive': 'User inactive',
  'never-expires': 'Never expires',
} as const satisfies Record<KeyView['filters'][number], string>;

/** True if a search or a filter hides some keys. */
export const isNarrow = ({ text, filters, bucket, domainId }: KeyView): boolean =>
  text.trim() !== '' || filters.length > 0 || bucket !== null || domainId !== null;

/** "About 2 min left". Null: it is too early to say. */
export const leftWords = (seconds: number | null): string | null => {
  if (seconds === null) return null;
  if (seconds < 60) return `About ${Math.max(1, Math.round(seconds))} s left`;
  return `About ${Math.round(seconds / 60)} min left`;
};

/** Below the sentence: "All 3 active domains read completely, 5 min ago". "Active" is there only if other domains were left out. */
export const takenWords = ({ domains, takenAt }: ReportSummary, now: number): string => {
  const read = domains.filter(({ phase }) => phase !== 'left-out').length;
  const at = instantOf(takenAt);
  const ago = at === null ? '' : `, ${agoWords(at, now)}`;
  const active = read < domains.length ? 'active ' : '';
  if (read === 1) return `${active === '' ? 'Read' : 'The active domain read'} completely${ago}`;
  return `All ${formatCount(read)} ${active}domains read completely${ago}`;
};

const domainName = ({ name }: ReportDomain): string => name ?? 'This tenancy';

/** One sentence for each part that could not be read. Empty: the report is complete. */
export const gapSentences = ({ domains, unlisted }: ReportSummary): readonly string[] => [
  ...domains.flatMap((domain) => (domain.reason === null ? [] : [`${domainName(domain)}: ${domain.reason}`])),
  ...(unlisted.length === 0 ? [] : [`The domains of these compartments could not be listed: ${unlisted.join(', ')}.`]),
];

/**
 * What was counted in each domain that was read: "Default: 40 keys counted, 41 at the end, 41 read; 1 key was made meanwhile". Shows that
 * the report is complete, and which keys came or went while it was read.
 */
export const countedSentences = ({ domains }: ReportSummary): readonly string[] =>
  domains.flatMap((domain) => {
    const { counted, countedAtEnd, read, duplicates, added, vanished, usersWithoutNames } = domain;
    if (domain.phase === 'left-out') return [];
    const first = counted === null ? null : `${keysWords(counted)} counted`;
    const end = countedAtEnd === null || countedAtEnd === counted ? null : `${formatCount(countedAtEnd)} at the end`;
    const several = (count: number, one: string, many: string) => (count === 0 ? [] : [countWords(count, one, many)]);
    const meanwhile = [
      ...several(duplicates, 'row came twice', 'rows came twice'),
      ...several(added, 'key was made meanwhile', 'keys were made meanwhile'),
      ...several(vanished, 'key was deleted meanwhile', 'keys were deleted meanwhile'),
      ...several(usersWithoutNames, 'owner has no name', 'owners have no name'),
    ].join(', ');
    const numbers = [first, end, `${formatCount(read)} read`].filter(Boolean).join(', ');
    return [`${domainName(domain)}: ${numbers}${meanwhile === '' ? '' : `; ${meanwhile}`}`];
  });

/** "Not read, because it is inactive: Archive 2019". Null: no domain was left out. */
export const leftOutWords = ({ domains }: ReportSummary): string | null => {
  const names = domains.filter(({ phase }) => phase === 'left-out').map(domainName);
  if (names.length === 0) return null;
  return `Not read, because ${names.length === 1 ? 'it is' : 'they are'} inactive: ${names.join(', ')}`;
};

type Waiting = Extract<ReportState, { kind: 'paused' }>['why'];

export const pausedWords = {
  stopped: 'You stopped the reading.',
  session: 'The session has ended. The reading goes on after you have signed in again.',
  offline: 'Oracle cannot be reached now. The reading goes on when the network is back.',
} as const satisfies Record<Waiting, string>;
