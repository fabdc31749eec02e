import { useEffect, useEffectEvent } from 'react';

/** Calls `end` so many milliseconds after `since` has come or changed. Null and false: nothing waits. */
export const useAfter = (since: unknown, ms: number, end: () => void): void => {
  const onEnd = useEffectEvent(end);
  useEffect(() => {
    if (since === null || since === false) return undefined;
    const timer = setTimeout(() => onEnd(), ms);
    return () => clearTimeout(timer);
  }, [since, ms]);
};
