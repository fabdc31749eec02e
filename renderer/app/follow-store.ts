/** A store of the bridge, as the generated code has it. */
export interface BridgeStore<T> {
  getState(): Promise<T>;
  onStateChange(changed: (state: T) => void): () => void;
}

/**
 * Tells the state of a store, and each change of it, until what it returns is called. Whatever main tells of its own accord is
 * at least as new as the answer to the question, and may overtake it on the way: from then on the answer counts no more. (The
 * generated hooks let it count. An open secret that came while its page was being loaded was not shown.)
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
