import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { keepFocus } from '../../../renderer/ui/keep-focus.ts';

const body = { name: 'body' };
const page: { body: object; activeElement: object } = { body, activeElement: body };
const element = (name: string) => ({
  name,
  focus() {
    page.activeElement = this;
  },
});
/** Calls back what waits for the next frame. */
let frame: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  let waiting: (() => void)[] = [];
  frame = () => {
    const now = waiting;
    waiting = [];
    for (const run of now) run();
  };
  page.activeElement = body;
  vi.stubGlobal('document', page);
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => waiting.push(run));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('leaves the focus to a dialog that gives it back in the next frame', () => {
  const [field, cancel] = [element('field'), element('cancel')];
  keepFocus(() => field as unknown as HTMLElement);
  // The dialog has closed and waits for its frame when the focus is looked at.
  requestAnimationFrame(() => page.activeElement === body && cancel.focus());
  vi.advanceTimersByTime(60);
  frame();
  expect(page.activeElement).toBe(cancel);
});

it('moves the focus to its element if nothing has it by the next frame, as often as that happens in half a second', () => {
  const field = element('field');
  keepFocus(() => field as unknown as HTMLElement);
  for (const _ of ['lost', 'lost again']) {
    page.activeElement = body;
    vi.advanceTimersByTime(60);
    frame();
    expect(page.activeElement).toBe(field);
  }
  vi.advanceTimersByTime(1000);
  page.activeElement = body;
  vi.advanceTimersByTime(1000);
  frame();
  expect(page.activeElement).toBe(body);
});
