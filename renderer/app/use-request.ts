import { useCallback, useRef, useState } from 'react';
import type { Failure } from '../../bridge/values/failure.ts';
import { announce } from '../ui/announce.ts';
import { type BridgeResult, call } from './bridge.ts';

export interface Request {
  readonly pending: boolean;
  readonly failure: Failure | null;
  /**
   * Sends the call, stores its failure and returns its result. A second call is refused while the first one is pending. `done` is
   * announced after success.
   */
  readonly send: <T>(request: () => Promise<BridgeResult<T>>, done?: string) => Promise<BridgeResult<T> | null>;
  readonly forget: () => void;
}

/**
 * One call that a user starts: whether it is pending, and its failure. TanStack's mutation is not used: it stores arguments and
 * results, and ours may be a passphrase or a secret.
 */
export const useRequest = (): Request => {
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const busy = useRef(false);

  const send: Request['send'] = useCallback(async (request, done) => {
    if (busy.current) return null;
    busy.current = true;
    setPending(true);
    setFailure(null);
    const result = await call(request);
    busy.current = false;
    setPending(false);
    if (!result.ok) setFailure(result.failure);
    else if (done !== undefined) announce(done);
    return result;
  }, []);

  return { pending, failure, send, forget: useCallback(() => setFailure(null), []) };
};
