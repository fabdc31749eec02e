/** The number of rows that Page Up and Page Down move. */
export const pageOfRows = 10;

/** The index of the row to which a key moves, from row `at` of `count` rows. Null for any other key. */
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
