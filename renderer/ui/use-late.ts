import { useEffect, useState } from 'react';

/** Milliseconds. */
const lateAfter = 150;

/** True when `is` has been true for `lateAfter`. A shorter wait is not shown, so that nothing flickers. */
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
