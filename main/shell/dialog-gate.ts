import type { WebContents } from 'electron';

/** The input events that come from a person. A page cannot make them. */
const GESTURES = new Set(['mouseDown', 'keyDown', 'rawKeyDown', 'touchStart', 'gestureTap']);
/** Milliseconds for which a gesture counts: Keydesk may wait for the answer of a service before it opens the dialog. */
const GESTURE_MS = 30_000;
/** How many dialogs may open without a gesture: a screen reader presses buttons without a gesture, and so does the menu. */
const SPARE = 3;
/** Milliseconds after which one more dialog may open without a gesture. */
const SPARE_BACK_MS = 10_000;

/**
 * Security: a page can open only one dialog, browser page or mail draft at a time: one for each press of the person, and a few without a
 * press. So it can neither fill the screen with dialogs nor ask until the person is tired and agrees.
 */
export function createDialogGate(now: () => number) {
  let isOpen = false;
  let gestureAt: number | null = null;
  let spare = SPARE;
  let spareSince = now();

  const mayEnter = (): boolean => {
    if (isOpen) return false;
    const gesture = gestureAt;
    gestureAt = null;
    if (gesture !== null && now() - gesture <= GESTURE_MS) return true;
    const back = Math.floor((now() - spareSince) / SPARE_BACK_MS);
    spareSince += back * SPARE_BACK_MS;
    spare = Math.min(SPARE, spare + back);
    if (spare === 0) return false;
    spare -= 1;
    return true;
  };

  return {
    /** Must be called for each input that the system sends to the page. */
    onInput(type: string): void {
      if (GESTURES.has(type)) gestureAt = now();
    },
    /** Calls `open` if a dialog may open now; else returns `refused` at once. */
    async enter<T>(open: () => Promise<T>, refused: T): Promise<T> {
      if (!mayEnter()) return refused;
      isOpen = true;
      try {
        return await open();
      } finally {
        isOpen = false;
      }
    },
  };
}

export type DialogGate = ReturnType<typeof createDialogGate>;

/** Tells the gate when the person presses something in this page. */
export function watchGestures(contents: WebContents, gate: DialogGate): void {
  contents.on('input-event', (_event, { type }) => gate.onInput(type));
}
