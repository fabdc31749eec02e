import { type RefObject, useEffect, useRef, useState } from 'react';

/** A closing dialog returns the focus a frame later, and a removed row loses it. After this time the focus has usually settled. */
const settlesMs = 60;
/** On a slow computer a dialog closes later, and takes the focus with it. So the focus is looked at this many times. */
const looks = 10;

const isLost = () => document.activeElement === null || document.activeElement === document.body;

/**
 * Moves the focus to an element after it has settled, whatever has it then. When the focused element of a dialog is removed,
 * the dialog focuses its first control.
 */
export const moveFocus = (find: () => HTMLElement | null): void => {
  setTimeout(() => {
    find()?.focus({ preventScroll: true });
    keepFocus(find);
  }, settlesMs);
};

/**
 * For half a second, moves the focus to an element whenever nothing has it. A closing dialog gives the focus back in the next frame, so the
 * focus counts as lost only if nothing has it in two frames in a row. Returns the function that cancels it.
 */
export const keepFocus = (find: () => HTMLElement | null): (() => void) => {
  let left = looks;
  const focusIfLost = () => {
    if (isLost()) find()?.focus({ preventScroll: true });
  };
  const timer = setInterval(() => {
    if (isLost()) requestAnimationFrame(focusIfLost);
    left -= 1;
    if (left === 0) clearInterval(timer);
  }, settlesMs);
  return () => clearInterval(timer);
};

/** The dialog in front of all others, if there is one. */
const frontDialog = () => [...document.querySelectorAll<HTMLElement>('.dialog')].at(-1) ?? null;

const heading = () => document.querySelector('h1');

/**
 * Keeps the focus when a change of what is `shown` removes or disables the button that was pressed: the first button of `part` that is
 * not quiet gets it, else the heading of the view. `part` is null where nothing of it stays.
 */
export const useFocusKept = (part: RefObject<HTMLElement | null> | null, shown: string): void => {
  const before = useRef(shown);
  useEffect(() => {
    if (before.current === shown) return undefined;
    before.current = shown;
    // What is pressed in a dialog is the dialog's: it gives the focus back itself.
    if (frontDialog() !== null) return undefined;
    return keepFocus(() => part?.current?.querySelector<HTMLElement>('button:enabled:not(.button-quiet)') ?? heading());
  }, [part, shown]);
  useEffect(() => () => void keepFocus(heading), []);
};

/**
 * Gives the focus back, when this dialog closes, to what had it before. The library tries once, in the next frame: that does nothing
 * if a request still disables the element, or if the page behind the dialog is still inert.
 */
export const useFocusBack = (): void => {
  // While it renders: an effect would find the focus in the dialog.
  const [before] = useState(() => (isLost() ? null : document.activeElement));
  useEffect(
    () => () => void keepFocus(() => (before instanceof HTMLElement && before.isConnected ? before : frontDialog())),
    [before],
  );
};
