import { type RefObject, useEffect, useRef, useState } from 'react';

/** A closing dialog returns the focus a frame later, and a removed row loses it. After this time the focus has usually settled. */
const settlesMs = 60;
/** On a slow computer a dialog closes later, and takes the focus with it. So the focus is looked at this many times. */
const looks = 10;

const isLost = () => document.activeElement === null || document.activeElement === document.body;

/** The dialog in front of all others, if there is one. */
const frontDialog = () => [...document.querySelectorAll<HTMLElement>('.dialog')].at(-1) ?? null;

/** The heading of the view. */
const heading = () => document.querySelector('h1');

/** Where the focus may go. */
interface Place {
  readonly find: () => HTMLElement | null;
  /** What had the focus before a dialog that has closed. */
  readonly isBack: boolean;
  /** How often something had been pressed by then. */
  readonly press: number;
  /** How many times the focus is still looked at for it. */
  left: number;
}

/**
 * What closes or removes something asks for a place, and several may ask at once: a dialog for what had the focus before it, and its
 * view for the heading, in case that is gone. Who asked first does not count: what the last press has led to is better than all from
 * before, and then what had the focus is better than the rest.
 */
const isBetter = (one: Place, other: Place) =>
  one.press > other.press || (one.press === other.press && one.isBack && !other.isBack);

/** Behind a dialog nothing takes the focus: then the dialog gets it, until a place does. */
const front: Place = { find: frontDialog, isBack: false, press: -1, left: 0 };

/** The best one first. */
let places: readonly Place[] = [];
/** What has been given the focus here. It goes on to a better place as soon as that takes it. */
let given: { readonly element: Element; readonly place: Place } | null = null;
let timer: ReturnType<typeof setInterval> | null = null;

const presses = ['keydown', 'pointerdown'] as const;
let pressed = 0;
/** Whoever presses something has seen where the focus is: it does not move away under their hands. */
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
    // A disabled or an inert element does not take it.
    if (element === null || document.activeElement !== element) continue;
    given = { element, place };
    return;
  }
};

const look = () => {
  const now = given;
  if (isLost())
    requestAnimationFrame(() => {
      if (isLost()) giveTo([...places, front]);
    });
  else if (document.activeElement === now?.element) giveTo(places.filter((place) => isBetter(place, now.place)));
  for (const place of places) place.left -= 1;
  stay(({ left }) => left > 0);
};

const keep = (find: Place['find'], isBack: boolean): (() => void) => {
  const place = { find, isBack, press: pressed, left: looks };
  // Of two that are equal the last one is first.
  const behind = places.findIndex((each) => !isBetter(each, place));
  places = behind === -1 ? [...places, place] : places.toSpliced(behind, 0, place);
  if (timer === null) {
    timer = setInterval(look, settlesMs);
    for (const press of presses) document.addEventListener(press, onPress, true);
  }
  return () => stay((each) => each !== place);
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
 * focus counts as lost only if nothing has it in two frames in a row. Of several elements the one asked for last is taken. Without an
 * element it is the heading of the view. Returns the function that cancels it.
 */
export const keepFocus = (find: () => HTMLElement | null = heading): (() => void) => keep(find, false);

/** Does as `keepFocus` for what had the focus before a dialog that closes now. If that is gone, another place gets it, or the dialog in front. */
export const giveFocusBack = (before: Element | null): void =>
  void keep(() => (before instanceof HTMLElement && before.isConnected ? before : null), true);

/** What has the focus; or, if a dialog has closed a moment ago, what gets it back. */
export const focusNow = (): Element | null =>
  isLost() ? (places.find(({ isBack }) => isBack)?.find() ?? null) : document.activeElement;

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
  useEffect(() => () => void keepFocus(), []);
};

/**
 * Gives the focus back, when this dialog closes, to what had it before. The library tries once, in the next frame: that does nothing
 * if a request still disables the element, or if the page behind the dialog is still inert.
 */
export const useFocusBack = (): void => {
  // While it renders: an effect would find the focus in the dialog.
  const [before] = useState(focusNow);
  useEffect(() => () => giveFocusBack(before), [before]);
};
