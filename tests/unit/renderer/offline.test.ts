import { describe, expect, it } from 'vitest';
import { nextTry } from '../../../renderer/app/offline.ts';

const failure = (kind: 'unreachable' | 'timed-out' | 'not-allowed') =>
  ({ kind, happened: 'x', meaning: null, remedy: null, requestId: null }) as const;

describe('asking again by itself', () => {
  it('happens when the network or the service is away, and only then', () => {
    expect(nextTry(failure('unreachable'), 1, 0.5)).toBe(4000);
    expect(nextTry(failure('timed-out'), 1, 0.5)).toBe(4000);
    expect(nextTry(failure('not-allowed'), 1, 0.5)).toBe(false);
    expect(nextTry(null, 0, 0.5)).toBe(false);
  });

  it('becomes rarer with each failure, and is never rarer than once in 75 seconds', () => {
    const pauses = [1, 2, 3, 4, 5, 50].map((failures) => nextTry(failure('unreachable'), failures, 0.5));
    expect(pauses).toEqual([4000, 8000, 16_000, 32_000, 60_000, 60_000]);
    expect(nextTry(failure('unreachable'), 50, 1)).toBe(75_000);
  });

  it('is spread by a quarter to either side', () => {
    expect([0, 1].map((chance) => nextTry(failure('unreachable'), 1, chance))).toEqual([3000, 5000]);
  });
});
