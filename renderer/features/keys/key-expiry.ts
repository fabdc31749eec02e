import { dayMs, formatDay, instantOf } from '../../ui/dates.ts';

const soonDays = 14;

interface KeyExpiry {
  readonly text: string;
  /** Coloured text below the date: "In 9 days", "Expired". Null while the key has time left. */
  readonly badge: string | null;
  readonly urgency: 'none' | 'soon' | 'expired';
}

/** "Never", or a date. Within 14 days the date has "In 9 days" below it, and after expiry "Expired". */
export const keyExpiry = (expires: string | null, now: number): KeyExpiry => {
  if (expires === null) return { text: 'Never', badge: null, urgency: 'none' };
  const ms = instantOf(expires);
  if (ms === null) return { text: expires, badge: null, urgency: 'none' };
  const text = formatDay(ms);
  if (ms <= now) return { text, badge: 'Expired', urgency: 'expired' };
  const days = Math.floor((ms - now) / dayMs);
  if (days >= soonDays) return { text, badge: null, urgency: 'none' };
  const badge = days === 0 ? 'Within a day' : days === 1 ? 'In 1 day' : `In ${days} days`;
  return { text, badge, urgency: 'soon' };
};
