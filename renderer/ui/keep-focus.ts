import { type RefObject, useEffect, useRef, useState } from 'react';

/** In ms. The time between two checks of the focus. After it, a dialog that closes has usually returned the focus. */
const settlesMs = 60;
/** The number of checks. One is not enough: on a slow computer a dialog closes later, and the focus is lost again. */
const looks = 10;

const isLost = () => document.activeElement === null || document.activeElement === document.body;

/** The dialog in front of all others, if there is one. */
const frontDialog = () => [...document.querySelectorAll<HTMLElement>('.dialog')].at(-1) ?? null;

/** The heading of the view. */
const heading = () => document.querySelector('h1');

/** An element that should get the focus if nothing else has it. */
interface Place {
  readonly find: () => HTMLElement | null;
  /** True for the element that had the focus before a dialog that has closed. */
  readonly isBack: boolean;
  /** The value of `pressed` when this place was added. */
  readonly press: number;
  /** The number of checks left for this place. */
  left: number;
}

/**
 * Several places may be added at once: a closing dialog adds the element that had the focus before the dialog, and its view adds the
 * heading, in case that element is gone. A place that was added after a later press is better. Among places of the same press, the
 * element that had the focus before the dialog is better. The order in which they were added does not count.
 */
const isBetter = (one: Place, other: Place) =>
  one.press > other.press || (one.press === other.press && one.isBack && !other.isBack);

/** Elements behind a dialog cannot take the focus. Then the dialog itself gets the focus, until a place can take it. */
const front: Place = { find: frontDialog, isBack: false, press: -1, left: 0 };

/** The best place first. */
let places: readonly Place[] = [];
/** The element to which this file has moved the focus. The focus moves on to a better place as soon as that place can take it. */
let given: { readonly element: Element; readonly place: Place } | null = null;
let timer: ReturnType<typeof setInterval> | null = null;

const presses = ['keydown', 'pointerdown'] as const;
let pressed = 0;
/** A user who presses something has seen where the focus is. After that the focus does not move on to a better place. */
const onPress = () => {
  if (isLost()) return;
  pressed += 1;
  given = null;
};

const stay = (isStaying: (place: Place) => boolean) => {
  places = places.filter(isStaying);
  if (places.length > 0 || timer === null) return;
  clearInterval(timer);
  timer = null;
  given = null;
  for (const press of presses) document.removeEventListener(press, onPress, true);
};

const giveTo = (candidates: readonly Place[]) => {
  for (const place of candidates) {
    const element = place.find();
    element?.focus({ preventScroll: true });
    // A disabled or an inert element does not take the focus.
    if (element === null || document.activeElement !== element) continue;
    given = { element, place };
    return;
  }
};

/** True while a check waits for the next frame, which may come late on a slow computer. */
let isWaiting = false;

const count = () => {
  for (const place of places) place.left -= 1;
  stay(({ left }) => left > 0);
};

const look = () => {
  if (isWaiting) return;
  const now = given;
  if (isLost()) {
    isWaiting = true;
    requestAnimationFrame(() => {
      isWaiting = false;
      if (isLost()) giveTo([...places, front]);
      count();
    });
    return;
  }
  if (document.activeElement === now?.element) giveTo(places.filter((place) => isBetter(place, now.place)));
  count();
};

const keep = (find: Place['find'], isBack: boolean): (() => void) => {
  const place = { find, isBack, press: pressed, left: looks };
  // Of two equal places, the one that was added last comes first.
  const behind = places.findIndex((each) => !isBetter(each, place));
  places = behind === -1 ? [...places, place] : places.toSpliced(behind, 0, place);
  if (timer === null) {
    timer = setInterval(look, settlesMs);
    for (const press of presses) document.addEventListener(press, onPress, true);
  }
  return () => stay((each) => each !== place);
};

/**
 * Moves the focus to an element after a short wait, whatever has the focus then. Needed when the focused element of a dialog is
 * removed: the dialog then focuses its first control.
 */
export const moveFocus = (find: () => HTMLElement | null): void => {
  setTimeout(() => {
    find()?.focus({ preventScroll: true });
    keepFocus(find);
  }, settlesMs);
};

/**
 * For half a second, or longer if frames come late, moves the focus to an element whenever nothing has the focus. A closing dialog gives
 * the focus back in the next frame, so the focus counts as lost only if nothing has it in two frames in a row. Of several elements the
 * newest one gets the focus. Without `find` it is the heading of the view. Returns the function that cancels all this.
 */
export const keepFocus = (find: () => HTMLElement | null = heading): (() => void) => keep(find, false);

/** As `keepFocus`, for the element that had the focus before a closing dialog. If it is gone, another place or the front dialog is used. */
export const giveFocusBack = (before: Element | null): void =>
  void keep(() => (before instanceof HTMLElement && before.isConnected ? before : null), true);

/** The element that has the focus. If a dialog has just closed: the element that is about to get the focus back. */
export const focusNow = (): Element | null =>
  isLost() ? (places.find(({ isBack }) => isBack)?.find() ?? null) : document.activeElement;

/**
 * For a change of `shown` that removes or disables the pressed button. The focus goes to the first enabled button of `part` that is
 * not quiet, else to the heading of the view. `part` is null if the whole part is removed.
 */
export const useFocusKept = (part: RefObject<HTMLElement | null> | null, shown: string): void => {
  const before = useRef(shown);
  useEffect(() => {
    if (before.current === shown) return undefined;
    before.current = shown;
    // A button in a dialog needs no help: the dialog itself gives the focus back when it closes.
    if (frontDialog() !== null) return undefined;
    return keepFocus(() => part?.current?.querySelector<HTMLElement>('button:enabled:not(.button-quiet)') ?? heading());
  }, [part, shown]);
  useEffect(() => () => void keepFocus(), []);
};

/**
 * When this dialog closes, gives the focus back to the element that had it before. The library does so only once, in the next frame.
 * That has no effect if a request still disables the element, or if the page behind the dialog is still inert.
 */
export const useFocusBack = (): void => {
  // Read during the first render: an effect would run too late, when the focus is already in the dialog.
  const [before] = useState(focusNow);
  useEffect(() => () => giveFocusBack(before), [before]);
};
