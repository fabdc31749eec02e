import { afterEach, expect, it, vi } from 'vitest';
import { followSeconds } from '../../../renderer/ui/dates.ts';

afterEach(() => vi.useRealTimers());

it('wakes once for each second that is left, and no more after the end', () => {
  vi.useFakeTimers();
  const seen: number[] = [];
  followSeconds(Date.now() + 3400, (left) => seen.push(left));
  expect(seen).toEqual([4]);
  vi.advanceTimersByTime(400);
  expect(seen).toEqual([4, 3]);
  vi.advanceTimersByTime(60_000);
  expect(seen).toEqual([4, 3, 2, 1, 0]);
  expect(vi.getTimerCount()).toBe(0);
});

it('stops when it is told to', () => {
  vi.useFakeTimers();
  const seen: number[] = [];
  const stop = followSeconds(Date.now() + 3000, (left) => seen.push(left));
  stop();
  vi.advanceTimersByTime(5000);
  expect(seen).toEqual([3]);
  expect(vi.getTimerCount()).toBe(0);
});
