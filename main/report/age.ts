import type { AgeBucket } from '../../bridge/values/report.ts';

export const DAY_MS = 86_400_000;

/** Within so many days a key counts as expiring. */
export const EXPIRING_DAYS = 14;

/** The last day of each bucket, in order; `unknown` follows them. */
const lastDays: readonly (readonly [AgeBucket, number])[] = [
  ['0-30', 30],
  ['31-60', 60],
  ['61-90', 90],
  ['91-180', 180],
  ['181-365', 365],
  ['over-365', Number.POSITIVE_INFINITY],
];
export const buckets: readonly AgeBucket[] = [...lastDays.map(([bucket]) => bucket), 'unknown'];

/** Epoch milliseconds of a date of the service; NaN for none, and for a text that is no date. */
export const instantOf = (text: string | null): number => (text === null ? Number.NaN : Date.parse(text));

/**
 * Whole days since `created`. Null without a date, and for a date more than a day ahead: no clock is that wrong, so such a date says
 * nothing about the age.
 */
export function ageInDays(created: number, now: number): number | null {
  if (Number.isNaN(created) || created - now > DAY_MS) return null;
  return Math.max(0, Math.floor((now - created) / DAY_MS));
}

export function bucketOf(ageDays: number | null): AgeBucket {
  if (ageDays === null) return 'unknown';
  return lastDays.find(([, last]) => ageDays <= last)?.[0] ?? 'unknown';
}

/** The dates of a bucket of ages: from the first date up to the second, without it. Dates within the next day count as today's. */
export function rangeOf(bucket: Exclude<AgeBucket, 'unknown'>, now: number): [from: number, to: number] {
  const at = lastDays.findIndex(([name]) => name === bucket);
  const last = lastDays[at]?.[1] ?? 0;
  const before = lastDays[at - 1]?.[1];
  // The age is counted in whole days, so the last day of the bucket lasts until the next day begins.
  return [now - (last + 1) * DAY_MS + 1, before === undefined ? now + DAY_MS + 1 : now - (before + 1) * DAY_MS + 1];
}

/** CIS Oracle Cloud benchmark 1.9: rotated within `days` days. A key of exactly so many days is not overdue. */
export const isOverdue = (ageDays: number | null, days: number): boolean => ageDays !== null && ageDays > days;
