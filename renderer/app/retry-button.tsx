import { useEffect, useEffectEvent, useState } from 'react';
import type { Failure } from '../../bridge/values/failure.ts';
import { Button } from '../ui/button.tsx';

export interface RetryButtonProps {
  readonly failure: Failure;
  readonly onRetry: () => void;
}

/** Longer waits are left to the person, in seconds. */
const longest = 300;

/** *Try again*. Where the service has said when it may be asked again, the button counts down to that and then tries by itself. */
export const RetryButton = ({ failure, onRetry }: RetryButtonProps) => {
  const wait = failure.retryAfterSeconds ?? null;
  const [left, setLeft] = useState<number | null>(null);
  const retry = useEffectEvent(onRetry);
  useEffect(() => {
    // Each failure is a new one, whatever it says.
    if (failure.retryAfterSeconds === undefined || failure.retryAfterSeconds > longest) return;
    const until = Date.now() + failure.retryAfterSeconds * 1000;
    const tick = () => {
      const seconds = Math.max(0, Math.ceil((until - Date.now()) / 1000));
      setLeft(seconds);
      if (seconds > 0) return;
      clearInterval(timer);
      retry();
    };
    const timer = setInterval(tick, 250);
    return () => clearInterval(timer);
  }, [failure]);
  const shown = left ?? (wait !== null && wait <= longest ? wait : 0);
  return <Button onPress={onRetry}>{shown > 0 ? `Try again (${shown} s)` : 'Try again'}</Button>;
};
