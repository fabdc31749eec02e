/** A store of the bridge, as the generated code has it. */
export interface BridgeStore<T> {
  getState(): Promise<T>;
  onStateChange(changed: (state: T) => void): () => void;
}

/**
 * Calls `onState` with the state of a store and with each change, until the returned function is called. A change that main
 * sends may overtake the first `getState`. The change is newer, so a later `getState` result is dropped. (The generated hooks
 * do not drop it. An open secret that came during a page load was not shown.)
 */
export function followStore<T>(
  store: BridgeStore<T>,
  onState: (state: T) => void,
  onError: (error: unknown) => void,
): () => void {
  let isTold = false;
  let isOver = false;
  const unsubscribe = store.onStateChange((state) => {
    isTold = true;
    onState(state);
  });
  store.getState().then(
    (state) => {
      if (!isTold && !isOver) onState(state);
    },
    (error: unknown) => {
      if (!isTold && !isOver) onError(error);
    },
  );
  return () => {
    isOver = true;
    unsubscribe();
  };
}
