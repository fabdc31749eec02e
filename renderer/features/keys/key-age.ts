import { agoAlone, dayMs, formatDay, formatTime, instantOf } from '../../ui/dates.ts';

/** The creation of a key in two lines, the more important one first. */
export interface KeyAge {
  readonly first: string;
  readonly second: string | null;
  /** The second line is a warning. */
  readonly old: boolean;
}

/** "12 days ago" over "10 Nov 2026". For a key older than `overdueDays`: "2 May 2026" over the warning "204 days old". */
export const keyAge = (created: string | null, now: number, overdueDays: number): KeyAge => {
  const ms = instantOf(created);
  if (ms === null) return { first: 'Unknown', second: null, old: false };
  const days = Math.floor((now - ms) / dayMs);
  if (days > overdueDays) return { first: formatDay(ms), second: `${days} days old`, old: true };
  const sameDay = formatDay(ms) === formatDay(now);
  return { first: agoAlone(ms, now), second: sameDay ? `at ${formatTime(ms)}` : formatDay(ms), old: false };
};
