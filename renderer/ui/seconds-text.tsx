import { useLayoutEffect, useRef } from 'react';
import { followSeconds } from './dates.ts';

interface SecondsTextProps {
  readonly end: number;
  readonly words: (now: number) => string;
  /** Called whenever the text is written. */
  readonly onSecond?: (now: number) => void;
}

/** A text that counts the seconds until `end`. The text is written into the page directly, without a render of React. */
export const SecondsText = ({ end, words, onSecond }: SecondsTextProps) => {
  const span = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() =>
    followSeconds(end, () => {
      const text = span.current?.firstChild;
      if (text) text.nodeValue = words(Date.now());
      onSecond?.(Date.now());
    }),
  );
  return <span ref={span}>{words(Date.now())}</span>;
};
