import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const first = { session: { accounts: [], current: null }, policy: null };
const frames: (() => void)[] = [];

/** The page's side of the bridge, freshly loaded in a document with this first state; null: without one. */
async function load(state: object | null) {
  vi.resetModules();
  frames.length = 0;
  const text = state === null ? undefined : { textContent: JSON.stringify(state) };
  vi.stubGlobal('document', { getElementById: () => text ?? null, fonts: { ready: Promise.resolve() } });
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => frames.push(run));
  return import('../../../renderer/app/bridge.ts');
}

const drawFrame = () => {
  for (const run of frames.splice(0)) run();
};
const settle = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('a call of the page', () => {
  it('waits until the first screen is drawn and main has answered, and keeps its place', async () => {
    const { call, tellDrawn } = await load(first);
    const sent: number[] = [];
    const send = (number: number) => call(async () => ({ ok: true, value: sent.push(number) }) as const);
    const results = [send(1), send(2)];
    tellDrawn();
    drawFrame();
    results.push(send(3));
    await settle();
    expect(sent).toEqual([]);
    drawFrame();
    await vi.advanceTimersByTimeAsync(50);
    await vi.waitFor(() => expect(sent).toEqual([1, 2, 3]));
    expect(await Promise.all(results)).toEqual([1, 2, 3].map((value) => ({ ok: true, value })));
  });

  it('waits half a second at the most where no frame is drawn, as in a hidden window', async () => {
    const { mainIsReady, tellDrawn } = await load(first);
    tellDrawn();
    const ready = mainIsReady();
    await vi.advanceTimersByTimeAsync(500);
    await ready;
  });

  it('waits for no frame where the document brings nothing along: there is nothing to draw without main', async () => {
    const { mainIsReady } = await load(null);
    await mainIsReady();
  });
});

it('files are read ahead when main can be called and the window is idle, and not if what would need them is gone', async () => {
  const { tellDrawn } = await load(first);
  const idle: (() => void)[] = [];
  vi.stubGlobal('requestIdleCallback', (run: () => void) => idle.push(run));
  const { whenIdle } = await import('../../../renderer/app/lazy-view.tsx');
  const read: string[] = [];
  whenIdle(() => read.push('needed'));
  whenIdle(() => read.push('gone'))();
  await vi.advanceTimersByTimeAsync(400);
  expect(idle).toEqual([]);
  tellDrawn();
  await vi.advanceTimersByTimeAsync(500);
  await vi.waitFor(() => expect(idle).toHaveLength(1));
  for (const run of idle) run();
  expect(read).toEqual(['needed']);
});
