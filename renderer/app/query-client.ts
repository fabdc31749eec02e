import { focusManager, QueryClient } from '@tanstack/react-query';
import type { Failure } from '../../bridge/values/failure.ts';
import type { CallId } from '../../bridge/values/plain.ts';
import { type BridgeResult, call, directory } from './bridge.ts';
import { nextTry } from './offline.ts';

declare module '@tanstack/react-query' {
  interface Register {
    /** Reads reject with a failure for the person, never with an Error: see `read`. */
    defaultError: Failure;
  }
}

// A window that lies open beside another one stays visible: that somebody comes back to it, only the focus tells.
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
      // Main repeats reads by itself, with back-off, and tells whether Oracle can be reached: the browser's guess is not asked.
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

/**
 * A query function over the bridge. When TanStack Query drops the read (the view was left, or the question changed), main
 * is told to cancel it. Rejects with the failure.
 */
export const read =
  <T>(query: (id: CallId) => Promise<BridgeResult<T>>) =>
  async ({ signal }: { readonly signal: AbortSignal }): Promise<T> => {
    const id = crypto.randomUUID();
    signal.addEventListener('abort', () => void directory.Cancel(id).catch(() => false), { once: true });
    const result = await call(() => query(id));
    return result.ok ? result.value : Promise.reject(result.failure);
  };
