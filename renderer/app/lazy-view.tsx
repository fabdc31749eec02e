import { type ComponentType, createElement, type ReactNode, useEffect, useState } from 'react';
import { mainIsReady } from './bridge.ts';

/**
 * A component whose code is loaded when it is first shown, or earlier by `preload`. Loaded code shows at once. Until then `waiting`
 * is shown. React's `lazy` would hold back what it has loaded until its fallback has been there for 300 ms.
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
 * Runs when main can be called and the window is idle: earlier, every file that the page asks for would hold up its first screen.
 * Returns the function that cancels it, as effects do.
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
