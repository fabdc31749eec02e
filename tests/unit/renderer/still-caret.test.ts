import { afterEach, expect, it, vi } from 'vitest';
import { stillCaret } from '../../../renderer/ui/still-caret.ts';

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('lets the caret rest ten seconds after the last input, and blink again at the next', () => {
  vi.useFakeTimers();
  const classes = new Set<string>();
  const classList = { add: (name: string) => classes.add(name), remove: (name: string) => classes.delete(name) };
  const page = new EventTarget();
  vi.stubGlobal('document', { documentElement: { classList } });
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
  stillCaret();

  page.dispatchEvent(new Event('focusin'));
  vi.advanceTimersByTime(6000);
  page.dispatchEvent(new Event('keydown'));
  vi.advanceTimersByTime(9999);
  expect(classes.size).toBe(0);
  vi.advanceTimersByTime(1);
  expect([...classes]).toEqual(['caret-still']);
  page.dispatchEvent(new Event('pointerdown'));
  expect(classes.size).toBe(0);
});
