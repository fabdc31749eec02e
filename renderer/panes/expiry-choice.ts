/** When a new key stops working: never, after some days, or on a day (`YYYY-MM-DD`, the value of a date field). */
export type ExpiryChoice =
  | { readonly kind: 'never' }
  | { readonly kind: 'days'; readonly days: number }
  | { readonly kind: 'date'; readonly date: string };

export const never: ExpiryChoice = { kind: 'never' };
const offeredDays = [30, 90, 180, 365] as const;

/** What the company prescribes: the most days until a key must expire (null: no limit), and whether a key must have an expiry. */
export interface Lifetime {
  readonly most: number | null;
  readonly must: boolean;
}

/** The numbers of days that the list offers. The longest allowed one is among them. */
export const daysWithin = ({ most }: Lifetime): readonly number[] => {
  if (most === null) return offeredDays;
  const shorter = offeredDays.filter((days) => days < most);
  return [...shorter, most];
};

/** Never, if that is allowed; else 90 days, or fewer if fewer are allowed. */
export const firstChoice = ({ most, must }: Lifetime): ExpiryChoice =>
  must ? { kind: 'days', days: Math.min(most ?? 90, 90) } : never;

/** The first moment of a day in this computer's time zone, `days` from now. */
const dayFrom = (now: number, days: number): Date => {
  const day = new Date(now);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + days);
};

const dateOf = (choice: ExpiryChoice, now: number): Date | null => {
  if (choice.kind === 'never') return null;
  if (choice.kind === 'days') return dayFrom(now, choice.days);
  const [year = Number.NaN, month = Number.NaN, day = Number.NaN] = choice.date.split('-').map(Number);
  return new Date(year, month - 1, day);
};

/** The instant at which the key stops working, in ISO 8601: the start of that day here. Null: never. */
export const expiryInstant = (choice: ExpiryChoice, now: number): string | null => {
  const date = dateOf(choice, now);
  return date === null || Number.isNaN(date.getTime()) ? null : date.toISOString();
};

/** Why the choice cannot be sent. Null: it can. */
export const judgeExpiry = (choice: ExpiryChoice, now: number, { most, must }: Lifetime): string | null => {
  const date = dateOf(choice, now);
  if (date === null) return must ? 'Your company prescribes an expiry.' : null;
  if (Number.isNaN(date.getTime())) return 'Choose the day on which the key stops working.';
  if (most !== null && date > dayFrom(now, most))
    return `Your company prescribes ${most === 1 ? 'one day' : `${most} days`} at the most.`;
  return date.getTime() <= now ? 'The day must lie ahead: tomorrow or later.' : null;
};
