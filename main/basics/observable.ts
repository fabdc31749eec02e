/** A source of news. `subscribe` returns a function that ends the subscription. */
export interface News<T> {
  subscribe(listener: (news: T) => void): () => void;
}

/** A state that others follow: `state` is what it is now, and each listener gets what it becomes. */
export interface Observable<S> extends News<S> {
  state(): S;
}

/** Tells its listeners in the order in which they subscribed. */
export function createNews<T>() {
  const listeners = new Set<(news: T) => void>();
  return {
    subscribe(listener: (news: T) => void) {
      const own = (news: T) => listener(news);
      listeners.add(own);
      return () => void listeners.delete(own);
    },
    tell(news: T) {
      for (const listener of [...listeners]) listener(news);
    },
  };
}

export function createObservable<S>(first: S) {
  const { subscribe, tell } = createNews<S>();
  let state = first;
  return {
    state: () => state,
    subscribe,
    /** `state` has the new value before the listeners are called. */
    change(next: S) {
      state = next;
      tell(next);
    },
  };
}

/** A state that is made from other sources: news of any of them counts as news of the whole. */
export function observe<S>(sources: readonly News<unknown>[], read: () => S): Observable<S> {
  return {
    state: read,
    subscribe(listener) {
      const ends = sources.map((source) => source.subscribe(() => listener(read())));
      return () => {
        for (const end of ends) end();
      };
    },
  };
}
