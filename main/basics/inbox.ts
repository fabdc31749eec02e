/** What comes before anybody takes it is kept, in order, and handed over with the first taker. What comes after goes to that taker. */
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
