import { useEffect, useEffectEvent } from 'react';

/** Calls `end` when `ms` milliseconds have passed since `since` changed. Null and false: no call. */
export const useAfter = (since: unknown, ms: number, end: () => void): void => {
  const onEnd = useEffectEvent(end);
  useEffect(() => {
    if (since === null || since === false) return undefined;
    const timer = setTimeout(() => onEnd(), ms);
    return () => clearTimeout(timer);
  }, [since, ms]);
};
