/**
 * A list of rows of equal height, of which only some are visible. All functions here take the same time for ten rows and for a million.
 * All lengths are CSS pixels.
 */
export interface ListGeometry {
  readonly count: number;
  readonly rowHeight: number;
  /** The height of the area in which rows are visible. */
  readonly view: number;
  /** The greatest height that the element of the list may have. */
  readonly longest: number;
}

/**
 * In pixels of the screen. Up to this height Chromium computes positions exactly. No element can be higher than twice this. At a zoom
 * of 200 % on a screen of scale 2, this height is 100,000 rows.
 */
const exactPixels = 2 ** 24;

/** `scale`: pixels of the screen in a CSS pixel, `devicePixelRatio`. */
export const longestList = (scale: number): number => Math.floor(exactPixels / scale);

/** The height of the element of the list. */
export const lengthOf = ({ count, rowHeight, longest }: ListGeometry): number => Math.min(count * rowHeight, longest);

/** The pixels that the rows move when the element is scrolled by one pixel. More than 1 only if the list is too long for an element. */
function speedOf(list: ListGeometry): number {
  const whole = list.count * list.rowHeight;
  const length = lengthOf(list);
  return whole === length || length <= list.view ? 1 : (whole - list.view) / (length - list.view);
}

/** How far the rows have moved when the element is scrolled to `top`. */
const movedBy = (list: ListGeometry, top: number): number =>
  Math.max(0, Math.min(top * speedOf(list), list.count * list.rowHeight - list.view));

interface RowWindow {
  /** The first and the last visible row. The last is before the first if there is none. */
  readonly first: number;
  readonly last: number;
  /** The position of row 0 in the element of the list. 0, except in a list that is too long for an element. */
  readonly origin: number;
}

/** The rows that are visible when the element is scrolled to `top`. */
export function windowAt(list: ListGeometry, top: number): RowWindow {
  const { count, rowHeight, view } = list;
  if (view <= 0) return { first: 0, last: -1, origin: 0 };
  const moved = movedBy(list, top);
  return {
    first: Math.floor(moved / rowHeight),
    last: Math.min(count - 1, Math.ceil((moved + view) / rowHeight) - 1),
    origin: speedOf(list) === 1 ? 0 : top - moved,
  };
}

/** The scroll offset at which the whole row is visible. It is `top` if the row is visible already. */
export function topToShow(list: ListGeometry, index: number, top: number): number {
  const moved = movedBy(list, top);
  const begin = index * list.rowHeight;
  const end = begin + list.rowHeight - list.view;
  if (begin >= moved && end <= moved) return top;
  return (begin < moved ? begin : end) / speedOf(list);
}
