/** What comes before anybody takes it is kept, in order, and handed over with the first taker. What comes after goes to that taker. */
export interface Inbox<T> {
  readonly put: (item: T) => void;
  readonly onEach: (take: (item: T) => void) => void;
}

export function createInbox<T>(): Inbox<T> {
  const early: T[] = [];
  let take = (item: T): void => void early.push(item);
  return {
    put: (item) => take(item),
    onEach(taker) {
      take = taker;
      for (const item of early.splice(0)) taker(item);
    },
  };
}
