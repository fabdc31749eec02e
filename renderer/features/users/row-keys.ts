/** How many rows a page of the keyboard goes. */
export const pageOfRows = 10;

/** Where the keys of a list lead from row `at` of `count`; null for a key that is none of them. */
export const rowAfterKey = (key: string, at: number, count: number): number | null => {
  const to = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + pageOfRows,
    PageUp: at - pageOfRows,
    Home: 0,
    End: count - 1,
  }[key];
  return to === undefined ? null : Math.max(0, Math.min(count - 1, to));
};
