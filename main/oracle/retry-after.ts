/** A longer wait is of no use. And a timer for more than 24 days would run at once. */
const LONGEST_MS = 86_400_000;

/**
 * The wait that a `Retry-After` header asks for, in ms: a number of seconds, or an HTTP date, counted from the answer's own
 * `Date` so that a wrong clock here does not matter. Null if there is no header or none that can be read.
 */
export function readRetryAfter(header: (name: string) => string | null, now: number): number | null {
  const value = header('retry-after')?.trim();
  if (value === undefined || value === '') return null;
  if (/^\d{1,9}$/.test(value)) return Math.min(LONGEST_MS, Number(value) * 1000);
  // `Date.parse` takes much that is no HTTP date: "-3" is the month of March to it.
  const until = value.endsWith(' GMT') ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(until)) return null;
  const served = Date.parse(header('date') ?? '');
  return Math.min(LONGEST_MS, Math.max(0, until - (Number.isNaN(served) ? now : served)));
}
