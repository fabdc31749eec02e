import { describe, expect, it } from 'vitest';
import { ageInDays, bucketOf, instantOf, isOverdue } from '../../../main/report/age.ts';

const now = Date.parse('2026-11-27T12:00:00Z');
const day = 86_400_000;

describe('the age of a key', () => {
  it.each([
    [0, 0, '0-30'],
    [30.9, 30, '0-30'],
    [31, 31, '31-60'],
    [61, 61, '61-90'],
    [90.99, 90, '61-90'],
    [91, 91, '91-180'],
    [181, 181, '181-365'],
    [365.5, 365, '181-365'],
    [366, 366, 'over-365'],
    [9000, 9000, 'over-365'],
    // A creation date in the future: the clocks of two computers differ.
    [-0.5, 0, '0-30'],
    [-2, null, 'unknown'],
  ] as const)('of %d days is %s whole days, in the bucket %s', (days, age, bucket) => {
    expect(ageInDays(now - days * day, now)).toBe(age);
    expect(bucketOf(age)).toBe(bucket);
  });

  it('is unknown without a date, and with a text that is none', () => {
    for (const text of [null, '', 'yesterday', '2026-99-01']) {
      expect(ageInDays(instantOf(text), now)).toBeNull();
    }
    expect(bucketOf(null)).toBe('unknown');
  });

  it('is overdue from the day after the limit', () => {
    expect([89, 90, 91, null].map((age) => isOverdue(age, 90))).toEqual([false, false, true, false]);
  });
});
