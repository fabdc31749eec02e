/** A dialog that closes gives the focus back a frame later; a row that goes takes it along. After that it is settled. */
const settlesMs = 60;

/**
 * Gives the focus to an element once everything has settled, whoever has it by then: where its place in a dialog has gone, the
 * dialog gives it to its first control.
 */
export const moveFocus = (find: () => HTMLElement | null): void => {
  setTimeout(() => find()?.focus({ preventScroll: true }), settlesMs);
};

/** Gives the focus to an element if nobody has it by then. Returns the way to call it off. */
export const keepFocus = (find: () => HTMLElement | null): (() => void) => {
  const timer = setTimeout(() => {
    if (document.activeElement === document.body) find()?.focus({ preventScroll: true });
  }, settlesMs);
  return () => clearTimeout(timer);
};
