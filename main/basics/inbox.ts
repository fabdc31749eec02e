/** Stores items until there is a taker, and then gives them to the taker in their order. Later items go to the taker at once. */
export function createInbox<T>() {
  const early: T[] = [];
  let take = (item: T): void => void early.push(item);
  return {
    put: (item: T): void => take(item),
    onEach(taker: (item: T) => void): void {
      take = taker;
      for (const item of early.splice(0)) taker(item);
    },
  };
}

export type Inbox<T> = ReturnType<typeof createInbox<T>>;
