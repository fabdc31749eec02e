import { useEffect, useEffectEvent, useState } from 'react';
import type { Failure } from '../../bridge/values/failure.ts';
import { followSeconds } from '../ui/dates.ts';

/** In seconds. For longer waits nothing counts down. */
const longest = 300;

/**
 * Seconds until the service may be called again, as far as the failure tells; 0: now. Calls `onEnd` when they have passed. A call that
 * changes something is never repeated by itself: its button counts down, and can be pressed at the end.
 */
export const useSecondsLeft = (failure: Failure | null, onEnd?: () => void): number => {
  const wait = failure?.retryAfterSeconds ?? 0;
  const [counted, setCounted] = useState<{ failure: Failure; left: number } | null>(null);
  const end = useEffectEvent(() => onEnd?.());
  useEffect(() => {
    // Each failure starts a new countdown, even if its text is the same.
    if (failure?.retryAfterSeconds === undefined || failure.retryAfterSeconds > longest) return;
    const until = Date.now() + failure.retryAfterSeconds * 1000;
    return followSeconds(until, (left) => {
      setCounted({ failure, left });
      if (left === 0) end();
    });
  }, [failure]);
  if (wait > longest) return 0;
  return counted !== null && counted.failure === failure ? counted.left : wait;
};
