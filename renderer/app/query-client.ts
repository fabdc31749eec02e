import { focusManager, QueryClient } from '@tanstack/react-query';
import type { Failure } from '../../bridge/values/failure.ts';
import type { CallId } from '../../bridge/values/plain.ts';
import { type BridgeResult, call, directory } from './bridge.ts';
import { nextTry } from './offline.ts';

declare module '@tanstack/react-query' {
  interface Register {
    /** Reads reject with a failure for the user, never with an Error: see `read`. */
    defaultError: Failure;
  }
}

// `visibilitychange` alone is not enough: a window beside another window is always visible. The focus shows that the user has come back.
focusManager.setEventListener((onFocus) => {
  const changed = () => onFocus();
  window.addEventListener('focus', changed);
  document.addEventListener('visibilitychange', changed);
  return () => {
    window.removeEventListener('focus', changed);
    document.removeEventListener('visibilitychange', changed);
  };
});

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // Main repeats reads with back-off and knows whether Oracle can be reached, so the browser's online state is not used.
      retry: false,
      networkMode: 'always',
      staleTime: 30_000,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      refetchInterval: ({ state }) => nextTry(state.error, state.errorUpdateCount, Math.random()),
      refetchIntervalInBackground: true,
    },
  },
});

/** Calls main for a value. Rejects with the failure, as all reads do. */
export const readOnce = async <T>(send: () => Promise<BridgeResult<T>>): Promise<T> => {
  const result = await call(send);
  return result.ok ? result.value : Promise.reject(result.failure);
};

/**
 * A query function over the bridge. It rejects with the failure. When TanStack Query drops the read (the view was left, or the
 * query changed), main cancels it.
 */
export const read =
  <T>(query: (id: CallId) => Promise<BridgeResult<T>>) =>
  async ({ signal }: { readonly signal: AbortSignal }): Promise<T> => {
    const id = crypto.randomUUID();
    const cancel = () => void directory.Cancel(id).catch(() => false);
    signal.addEventListener('abort', cancel, { once: true });
    return readOnce(() => query(id)).finally(() => signal.removeEventListener('abort', cancel));
  };
