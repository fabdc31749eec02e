import { dayMs, formatDay, instantOf } from '../../ui/dates.ts';

const soonDays = 14;

export interface KeyExpiry {
  readonly text: string;
  /** What to say in colour below the date: "in 9 days", "expired"; null for a key that has time. */
  readonly badge: string | null;
  readonly urgency: 'none' | 'soon' | 'expired';
}

/** "never"; a date; within 14 days the date with "in 9 days"; after it the date with "expired". */
export const keyExpiry = (expires: string | null, now: number): KeyExpiry => {
  if (expires === null) return { text: 'never', badge: null, urgency: 'none' };
  const ms = instantOf(expires);
  if (ms === null) return { text: expires, badge: null, urgency: 'none' };
  const text = formatDay(ms);
  if (ms <= now) return { text, badge: 'expired', urgency: 'expired' };
  const days = Math.floor((ms - now) / dayMs);
  if (days >= soonDays) return { text, badge: null, urgency: 'none' };
  const badge = days === 0 ? 'in less than a day' : days === 1 ? 'in 1 day' : `in ${days} days`;
  return { text, badge, urgency: 'soon' };
};
