import { type UIEvent, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { type ListGeometry, lengthOf, longestList, topToShow, windowAt } from './list-geometry.ts';

interface RowWindowOptions {
  readonly count: number;
  /** Pixels. */
  readonly rowHeight: number;
  /** The height of the head, which stays visible and covers rows. */
  readonly headHeight: number;
  /** The scroll offset to begin with. */
  readonly startTop: number;
}

/**
 * Follows which rows a scrolled element shows. No library is used: those that measure rows make a list of all rows again whenever the
 * number of rows changes. For 200,000 rows that took longer than the search that changed the number.
 */
export function useRowWindow({ count, rowHeight, headHeight, startTop }: RowWindowOptions) {
  const scroller = useRef<HTMLDivElement>(null);
  const [box, setBox] = useState({ view: 0, longest: Number.POSITIVE_INFINITY });
  /** The scroll offset for which the visible rows were last computed. */
  const [top, setTop] = useState(startTop);
  /** The current scroll offset. Reading it from the element would cause a layout of the page. */
  const offset = useRef(startTop);
  const list = useMemo((): ListGeometry => ({ count, rowHeight, ...box }), [count, rowHeight, box]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the scroll offset is set only once
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    element.scrollTop = startTop;
    const measure = () => {
      const next = { view: Math.max(0, element.clientHeight - headHeight), longest: longestList(devicePixelRatio) };
      setBox((before) => (before.view === next.view && before.longest === next.longest ? before : next));
    };
    measure();
    const observer = new ResizeObserver(measure);
    // Observes pixels of the screen, since they also change with the zoom.
    observer.observe(element, { box: 'device-pixel-content-box' });
    return () => observer.disconnect();
  }, [headHeight]);

  const scrollTo = (to: number) => {
    // To write the offset would cause a layout, even if it is the same.
    if (to === offset.current) return;
    offset.current = to;
    if (scroller.current) scroller.current.scrollTop = to;
    setTop(to);
  };

  return {
    scroller,
    ...windowAt(list, top),
    length: lengthOf(list),
    /** Returns the scroll offset, for `startTop` when the user comes back to the list. */
    offset: () => offset.current,
    scrollToTop: () => scrollTo(0),
    scrollToRow: (index: number) => scrollTo(topToShow(list, index, offset.current)),
    onScroll: ({ currentTarget }: UIEvent<HTMLElement>) => {
      const now = currentTarget.scrollTop;
      offset.current = now;
      const [shown, next] = [windowAt(list, top), windowAt(list, now)];
      if (shown.first === next.first && shown.last === next.last && shown.origin === next.origin) return;
      // Renders at once, since the next frame already shows the new offset.
      flushSync(() => setTop(now));
    },
  };
}
