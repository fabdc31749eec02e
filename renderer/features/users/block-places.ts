/** The rows of one block: the most that the service returns at once. */
export const blockRows = 1000;

/** The first rows of the blocks that contain the rows `from` to `to`. The first page, of `first` rows, is not in any block. */
export const blocksBetween = (from: number, to: number, first: number, total: number): readonly number[] => {
  if (total <= first || to < first) return [];
  const blockOf = (row: number) => Math.floor((Math.max(first, Math.min(row, total - 1)) - first) / blockRows);
  const [low, high] = [blockOf(from), blockOf(to)];
  return Array.from({ length: high - low + 1 }, (_, index) => first + (low + index) * blockRows);
};
