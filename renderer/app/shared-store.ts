import { type BridgeStore, followStore } from './follow-store.ts';

/** The state of a store in main, as far as the page has it. Without a `result` it is not known, or not known yet. */
export type StoreState<T> =
  | { readonly state: 'loading' | 'error'; readonly result?: undefined }
  | { readonly state: 'ready'; readonly result: T };

/**
 * A store of main for all components that show it. Subscribes at the first use, once for the whole page, and stays subscribed. A late
 * subscriber gets the last known state at once, never a placeholder. After an error the next subscriber tries again. `first`: what is
 * known without the store.
 */
export function shareStore<T>(store: () => BridgeStore<T> | undefined, first?: T) {
  let shown: StoreState<T> = first === undefined ? { state: 'loading' } : { state: 'ready', result: first };
  let stop: (() => void) | null = null;
  const listeners = new Set<() => void>();

  const show = (next: StoreState<T>) => {
    shown = next;
    for (const changed of listeners) changed();
  };
  const begin = () => {
    const followed = store();
    if (stop !== null || followed === undefined) return;
    stop = followStore(
      followed,
      (result) => show({ state: 'ready', result }),
      () => {
        stop?.();
        stop = null;
        show({ state: 'error' });
      },
    );
  };

  return {
    current: () => shown,
    subscribe(changed: () => void) {
      listeners.add(changed);
      begin();
      return () => listeners.delete(changed);
    },
  };
}
