/** By the index of a drawn row: the number of the element that draws the row. */
export type RowSlots = ReadonlyMap<number, number>;

/**
 * The elements of the rows to draw. A row keeps its element as long as it is drawn, so the focus stays in it. After a jump,
 * when all other rows are new, they reuse the elements of the old rows: to change texts is far cheaper than to make elements. The elements
 * keep their order, since to move one costs as much as to make one. @param kept the row that is always drawn, wherever the list is
 * scrolled to
 */
export function nextSlots(before: RowSlots, rows: readonly number[], kept: number): RowSlots {
  const isJump = !rows.some((row) => row !== kept && before.has(row));
  const free = [...before].filter(([row]) => isJump && !rows.includes(row)).values();
  let unused = Math.max(-1, ...before.values()) + 1;
  return new Map(rows.map((row) => [row, before.get(row) ?? free.next().value?.[1] ?? unused++]));
}
