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

/** Moves the focus to an element whenever nothing has it, for half a second. Returns the function that cancels it. */
export const keepFocus = (find: () => HTMLElement | null): (() => void) => {
  let left = looks;
  const timer = setInterval(() => {
    if (isLost()) find()?.focus({ preventScroll: true });
    left -= 1;
    if (left === 0) clearInterval(timer);
  }, settlesMs);
  return () => clearInterval(timer);
};
