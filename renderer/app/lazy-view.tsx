import { type ComponentType, createElement, type ReactNode, useEffect, useState } from 'react';
import { mainIsReady } from './bridge.ts';

/**
 * A component whose code is loaded when it is first shown, or earlier by `preload`. `waiting` is shown while the code loads. React's
 * `lazy` is not used: it shows its fallback for at least 300 ms, even if the code is there earlier.
 */
export const lazyView = <P extends object>(load: () => Promise<ComponentType<P>>, waiting: ReactNode = null) => {
  let loaded: ComponentType<P> | null = null;
  const fetch = async () => {
    loaded ??= await load();
    return loaded;
  };
  const View = (props: P) => {
    const [shown, show] = useState(() => loaded);
    useEffect(() => {
      if (shown === null) void fetch().then((view) => show(() => view));
    }, [shown]);
    return shown === null ? waiting : createElement(shown, props);
  };
  return { View, preload: (): Promise<unknown> => fetch() };
};

/**
 * Calls `run` when main can be called and the window is idle. Files that the page loads earlier would delay its first screen.
 * Returns a function that cancels the call, as effects do.
 */
export const whenIdle = (run: () => unknown) => {
  let isCancelled = false;
  let idle: number | null = null;
  void mainIsReady().then(() => {
    if (!isCancelled) idle = requestIdleCallback(() => void run());
  });
  return () => {
    isCancelled = true;
    if (idle !== null) cancelIdleCallback(idle);
  };
};

/** Loads the code of these views when the window is idle. */
export const usePreloaded = (views: readonly { readonly preload: () => Promise<unknown> }[]): void =>
  useEffect(
    () =>
      whenIdle(() => {
        for (const { preload } of views) void preload();
      }),
    [views],
  );
