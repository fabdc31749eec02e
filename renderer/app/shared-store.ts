import { type BridgeStore, followStore } from './follow-store.ts';

/** What main keeps for the page, as it was last told. */
export type StoreState<T> = { readonly state: 'loading' | 'error' } | { readonly state: 'ready'; readonly result: T };

/** A store of main's for all who look at it. */
export interface SharedStore<T> {
  readonly current: () => StoreState<T>;
  readonly subscribe: (changed: () => void) => () => void;
}

/**
 * Follows a store from the first look on, once for the whole page and as long as that lives: who looks later sees at once what is
 * known, and nothing in its stead. Where main did not answer, the next one who looks asks anew.
 */
export function shareStore<T>(store: () => BridgeStore<T> | undefined): SharedStore<T> {
  let shown: StoreState<T> = { state: 'loading' };
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
    subscribe(changed) {
      listeners.add(changed);
      begin();
      return () => listeners.delete(changed);
    },
  };
}
