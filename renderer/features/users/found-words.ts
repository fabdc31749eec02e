import { countWords, formatCount } from '../../ui/dates.ts';

export interface Found {
  readonly text: string;
  /** The number of matches. Null where the service does not count. */
  readonly total: number | null;
  readonly loaded: number;
  readonly more: boolean;
  /** The number of users in the domain, where it is known. */
  readonly everybody: number | null;
}

/** "3 of 12,480 users", "12,480 users", "1 user". Where the service does not count, the number loaded: "50 users so far". */
export const foundWords = ({ text, total, loaded, more, everybody }: Found): string => {
  if (total === null) return `${countWords(loaded, 'user')}${more ? ' so far' : ''}`;
  if (text && everybody !== null) return `${formatCount(total)} of ${formatCount(everybody)} users`;
  return `${countWords(total, 'user')}${text ? ' found' : ''}`;
};
