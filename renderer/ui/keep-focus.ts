/** A closing dialog returns the focus a frame later, and a removed row loses it. After this time the focus has settled. */
const settlesMs = 60;

/**
 * Moves the focus to an element after it has settled, whatever has it then. When the focused element of a dialog is removed,
 * the dialog focuses its first control.
 */
export const moveFocus = (find: () => HTMLElement | null): void => {
  setTimeout(() => find()?.focus({ preventScroll: true }), settlesMs);
};

/** Moves the focus to an element if nothing has it by then. Returns the function that cancels it. */
export const keepFocus = (find: () => HTMLElement | null): (() => void) => {
  const timer = setTimeout(() => {
    if (document.activeElement === document.body) find()?.focus({ preventScroll: true });
  }, settlesMs);
  return () => clearTimeout(timer);
};
