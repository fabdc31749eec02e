import { type ComponentType, createElement, lazy, useState } from 'react';

/**
 * A component whose code is fetched when it is first shown, or before, with `preload`. Unlike React's `lazy` alone, one that
 * has been fetched shows at once: nothing flickers.
 */
export const lazyView = <P extends object>(load: () => Promise<ComponentType<P>>) => {
  let loaded: ComponentType<P> | null = null;
  const fetch = async () => {
    loaded ??= await load();
    return { default: loaded };
  };
  const Waiting: ComponentType<P> = lazy(fetch);
  const View = (props: P) => {
    // Decided once for each time it is shown: another component in its place would lose its state.
    const [Shown] = useState<ComponentType<P>>(() => loaded ?? Waiting);
    return createElement(Shown, props);
  };
  return { View, preload: () => void fetch() };
};

/** Runs when the window has nothing to do. Returns the way to call it off, as effects do. */
export const whenIdle = (run: () => void) => {
  const idle = requestIdleCallback(run);
  return () => cancelIdleCallback(idle);
};
