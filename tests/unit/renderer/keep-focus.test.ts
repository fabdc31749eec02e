import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { focusNow, giveFocusBack, keepFocus } from '../../../renderer/ui/keep-focus.ts';

const body = { name: 'body' };
const page = Object.assign(new EventTarget(), {
  body,
  activeElement: body as object,
  querySelectorAll: (): readonly object[] => dialogs,
});
let dialogs: readonly object[] = [];
/** An element that can have the focus while it is `enabled`, and can get it back while it is `isConnected`. */
const element = (name: string) => ({
  name,
  enabled: true,
  isConnected: true,
  focus() {
    if (this.enabled) page.activeElement = this;
  },
});
const asElement = (each: ReturnType<typeof element>) => each as unknown as HTMLElement;
/** Lets time pass until the focus is checked again. */
const look = () => {
  vi.advanceTimersByTime(60);
  frame();
};
/** Runs the callbacks that wait for the next frame. */
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
  dialogs = [];
  vi.stubGlobal('document', page);
  vi.stubGlobal('HTMLElement', Object);
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => waiting.push(run));
});
afterEach(() => {
  for (let looks = 0; looks < 15; looks += 1) look();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('leaves the focus to a dialog that gives it back in the next frame', () => {
  const [field, cancel] = [element('field'), element('cancel')];
  keepFocus(() => asElement(field));
  // When the focus is checked, the closed dialog still waits for the next frame to give the focus back.
  requestAnimationFrame(() => page.activeElement === body && cancel.focus());
  vi.advanceTimersByTime(60);
  frame();
  expect(page.activeElement).toBe(cancel);
});

it('moves the focus to its element if nothing has it by the next frame, as often as that happens in half a second', () => {
  const field = element('field');
  keepFocus(() => asElement(field));
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

it('moves the focus also if the next frame comes only after more than half a second', () => {
  const field = element('field');
  keepFocus(() => asElement(field));
  vi.advanceTimersByTime(2000);
  expect(page.activeElement).toBe(body);
  frame();
  expect(page.activeElement).toBe(field);
});

it.each(['first', 'last'])(
  'gives the focus to what had it before a dialog, not to the heading, where the dialog asks %s',
  (when) => {
    const [row, heading] = [element('row'), element('heading')];
    if (when === 'first') giveFocusBack(asElement(row));
    keepFocus(() => asElement(heading));
    if (when === 'last') giveFocusBack(asElement(row));
    look();
    expect(page.activeElement).toBe(row);
  },
);

it('takes the heading while what had the focus is disabled, and what had it once it is enabled again', () => {
  const [row, heading] = [element('row'), element('heading')];
  row.enabled = false;
  giveFocusBack(asElement(row));
  keepFocus(() => asElement(heading));
  look();
  expect(page.activeElement).toBe(heading);
  row.enabled = true;
  look();
  expect(page.activeElement).toBe(row);
});

it('takes the heading where what had the focus is gone', () => {
  const [row, heading] = [element('row'), element('heading')];
  keepFocus(() => asElement(heading));
  giveFocusBack(asElement(row));
  row.isConnected = false;
  look();
  expect(page.activeElement).toBe(heading);
});

it.each(['keydown', 'pointerdown'])('moves the focus away from nothing that has it after a %s', (press) => {
  const [row, heading] = [element('row'), element('heading')];
  keepFocus(() => asElement(heading));
  look();
  giveFocusBack(asElement(row));
  page.dispatchEvent(new Event(press));
  look();
  expect(page.activeElement).toBe(heading);
});

it('gives the focus to what a press led to, also if what had it before a dialog got it meanwhile', () => {
  const [row, next] = [element('row'), element('next')];
  page.activeElement = row;
  giveFocusBack(asElement(row));
  page.dispatchEvent(new Event('keydown'));
  page.activeElement = body;
  look();
  expect(page.activeElement).toBe(row);
  keepFocus(() => asElement(next));
  look();
  expect(page.activeElement).toBe(next);
});

it('still moves the focus after a key that was pressed while nothing had it', () => {
  const heading = element('heading');
  keepFocus(() => asElement(heading));
  page.dispatchEvent(new Event('keydown'));
  look();
  expect(page.activeElement).toBe(heading);
});

it('gives the focus to the dialog in front where nothing else takes it, until something does', () => {
  const [row, dialog] = [element('row'), element('dialog')];
  row.enabled = false;
  dialogs = [dialog];
  giveFocusBack(asElement(row));
  look();
  expect(page.activeElement).toBe(dialog);
  row.enabled = true;
  look();
  expect(page.activeElement).toBe(row);
});

it('knows for a dialog that follows another one what had the focus before both', () => {
  const [field, ok] = [element('field'), element('ok')];
  page.activeElement = field;
  expect(focusNow()).toBe(field);
  page.activeElement = body;
  giveFocusBack(asElement(field));
  const before = focusNow();
  expect(before).toBe(field);
  ok.focus();
  page.dispatchEvent(new Event('keydown'));
  vi.advanceTimersByTime(1000);
  page.activeElement = body;
  giveFocusBack(before);
  look();
  expect(page.activeElement).toBe(field);
});
