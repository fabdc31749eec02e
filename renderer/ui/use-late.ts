import { useEffect, useState } from 'react';

/** Milliseconds. */
const lateAfter = 150;

/** True if `is` has been true for a moment: a wait that is over sooner changes no styles, and nothing flickers. */
export const useLate = (is: boolean): boolean => {
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    const timer = is ? setTimeout(() => setLate(true), lateAfter) : undefined;
    return () => {
      clearTimeout(timer);
      setLate(false);
    };
  }, [is]);
  return isLate;
};
