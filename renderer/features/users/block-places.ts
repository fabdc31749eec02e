/** The rows of one block: as many as the service gives at once. */
export const blockRows = 1000;

/** The blocks that hold the rows from `from` up to `to`. The first page is none of them. */
export const blocksBetween = (from: number, to: number, first: number, total: number): readonly number[] => {
  if (total <= first || to < first) return [];
  const blockOf = (row: number) => Math.floor((Math.max(first, Math.min(row, total - 1)) - first) / blockRows);
  const [low, high] = [blockOf(from), blockOf(to)];
  return Array.from({ length: high - low + 1 }, (_, index) => first + (low + index) * blockRows);
};
