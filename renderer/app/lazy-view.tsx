import { type ComponentType, createElement, lazy, useState } from 'react';

/**
 * A component whose code is loaded when it is first shown, or earlier by `preload`. Loaded code shows at once and does not
 * flicker, unlike with React's `lazy` alone.
 */
export const lazyView = <P extends object>(load: () => Promise<ComponentType<P>>) => {
  let loaded: ComponentType<P> | null = null;
  const fetch = async () => {
    loaded ??= await load();
    return { default: loaded };
  };
  const Waiting: ComponentType<P> = lazy(fetch);
  const View = (props: P) => {
    // Decided once per mount. Another component at this position would lose the state.
    const [Shown] = useState<ComponentType<P>>(() => loaded ?? Waiting);
    return createElement(Shown, props);
  };
  return { View, preload: () => void fetch() };
};

/** Runs when the window is idle. Returns the function that cancels it, as effects do. */
export const whenIdle = (run: () => void) => {
  const idle = requestIdleCallback(run);
  return () => cancelIdleCallback(idle);
};
