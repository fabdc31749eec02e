import type { Session } from 'electron';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { firstFileServed } from '../../../main/shell/first-file-served.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Chromium's news of answered requests, for one listener. */
function requests() {
  const told: { listener: (() => void) | null } = { listener: null };
  const onCompleted = (listener: (() => void) | null) => {
    told.listener = listener;
  };
  return { told, webRequest: { onCompleted } as unknown as Session['webRequest'] };
}

it('main goes on when the first file has been answered, and hears of no other', async () => {
  const { told, webRequest } = requests();
  const served = firstFileServed({ webRequest });
  told.listener?.();
  await served;
  expect(told.listener).toBeNull();
  expect(vi.getTimerCount()).toBe(0);
});

it('main goes on after two seconds where the page asks for nothing', async () => {
  const { told, webRequest } = requests();
  const served = firstFileServed({ webRequest });
  await vi.advanceTimersByTimeAsync(2000);
  await served;
  expect(told.listener).toBeNull();
});
