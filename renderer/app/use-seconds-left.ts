import { useEffect, useEffectEvent, useState } from 'react';
import type { Failure } from '../../bridge/values/failure.ts';
import { followSeconds } from '../ui/dates.ts';

/** In seconds. A longer wait has no countdown. */
const longest = 300;

/**
 * Seconds until the service may be called again. 0: now, or the failure does not tell. Calls `onEnd` when the seconds have passed.
 * For a call that changes something, pass no `onEnd`: the user must press the button again.
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
