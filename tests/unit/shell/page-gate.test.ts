import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createPageGate } from '../../../main/shell/page-gate.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const script = 'app://keydesk/assets/main-is-ready-Bx3Z_a.js';
const heard = (promise: Promise<void>) => {
  const told = { isThere: false };
  void promise.then(() => {
    told.isThere = true;
  });
  return told;
};

it('main is loaded when the page gate for it, and the page waits until main lets it in', async () => {
  const gate = createPageGate();
  const asked = heard(gate.mainWanted);
  await gate.hold('app://keydesk/assets/index-1.js');
  expect(asked.isThere).toBe(false);
  const held = heard(gate.hold(script));
  await vi.advanceTimersByTimeAsync(0);
  expect([asked.isThere, held.isThere]).toEqual([true, false]);
  expect(vi.getTimerCount()).toBe(0);
  gate.letIn();
  await vi.advanceTimersByTimeAsync(0);
  expect(held.isThere).toBe(true);
  // The script of a reloaded page does not wait.
  await gate.hold(script);
});

it('main is loaded after two seconds where the page gate for nothing', async () => {
  const gate = createPageGate();
  await vi.advanceTimersByTimeAsync(2000);
  await gate.mainWanted;
});
