import { type RefObject, useEffect, useRef, useState } from 'react';

/** A closing dialog returns the focus a frame later, and a removed row loses it. After this time the focus has usually settled. */
const settlesMs = 60;
/** On a slow computer a dialog closes later, and takes the focus with it. So the focus is looked at this many times. */
const looks = 10;

const isLost = () => document.activeElement === null || document.activeElement === document.body;

/** The dialog in front of all others, if there is one. */
const frontDialog = () => [...document.querySelectorAll<HTMLElement>('.dialog')].at(-1) ?? null;

interface Place {
  readonly find: () => HTMLElement | null;
  readonly rank: number;
  left: number;
}

/**
 * Where the focus may go, the best place first. What closes or removes something asks for a place, and several may ask at once:
 * a dialog for what had the focus before it, and its view for the heading, in case that is gone. The rank decides, not who was first.
 */
let places: readonly Place[] = [];
/** What has been given the focus here, and for a place of which rank. A place of a higher rank still gets it from there. */
let given: { readonly element: Element; readonly rank: number } | null = null;
let timer: ReturnType<typeof setInterval> | null = null;

const presses = ['keydown', 'pointerdown'] as const;
let pressed = 0;
/** Whoever presses something has seen where the focus is: it stays there, and what that press leads to has a higher rank. */
const onPress = () => {
  if (isLost()) return;
  pressed += 1;
  given = null;
};

const leave = (kept: readonly Place[]) => {
  places = kept;
  if (kept.length > 0 || timer === null) return;
  clearInterval(timer);
  timer = null;
  given = null;
  for (const press of presses) document.removeEventListener(press, onPress, true);
};

const giveTo = (candidates: readonly Place[]) => {
  for (const { find, rank } of candidates) {
    const element = find();
    element?.focus({ preventScroll: true });
    // A disabled or an inert element does not take it.
    if (element === null || document.activeElement !== element) continue;
    given = { element, rank };
    return;
  }
  // Nothing behind a dialog takes it.
  if (isLost()) frontDialog()?.focus({ preventScroll: true });
};

const look = () => {
  const from = given;
  if (isLost())
    requestAnimationFrame(() => {
      if (isLost()) giveTo(places);
    });
  else if (from !== null && document.activeElement === from.element)
    giveTo(places.filter(({ rank }) => rank > from.rank));
  for (const place of places) place.left -= 1;
  leave(places.filter(({ left }) => left > 0));
};

const keep = (find: Place['find'], isBack: boolean): (() => void) => {
  const place = { find, rank: 2 * pressed + Number(isBack), left: looks };
  // Of the same rank the last one is the best.
  places = [place, ...places].sort((a, b) => b.rank - a.rank);
  if (timer === null) {
    timer = setInterval(look, settlesMs);
    for (const press of presses) document.addEventListener(press, onPress, true);
  }
  return () => leave(places.filter((each) => each !== place));
};

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
 * focus counts as lost only if nothing has it in two frames in a row. Of several elements the one asked for last is taken. Returns the
 * function that cancels it.
 */
export const keepFocus = (find: () => HTMLElement | null): (() => void) => keep(find, false);

/** The same for what had the focus before a dialog that closes now: it is preferred to every other element. */
export const giveFocusBack = (before: HTMLElement): void => void keep(() => (before.isConnected ? before : null), true);

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
    () => () => {
      if (before instanceof HTMLElement) giveFocusBack(before);
      else keepFocus(frontDialog);
    },
    [before],
  );
};
