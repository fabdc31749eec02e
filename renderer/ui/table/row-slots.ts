/** The drawn rows, and the number of the element that draws each. */
export type RowSlots = ReadonlyMap<number, number>;

/**
 * The elements of the rows to draw. A row keeps its element as long as it is drawn, so the focus stays in it. After a jump, when none of
 * the others was drawn before, they take over the elements of the rows that go: to change texts is far cheaper than to make elements.
 * The elements are handed on in their order, since to move one costs as much as to make it.
 * @param kept the row that is drawn wherever the list has been scrolled to
 */
export function nextSlots(before: RowSlots, rows: readonly number[], kept: number): RowSlots {
  const isJump = !rows.some((row) => row !== kept && before.has(row));
  const free = [...before].filter(([row]) => isJump && !rows.includes(row)).values();
  let unused = Math.max(-1, ...before.values()) + 1;
  return new Map(rows.map((row) => [row, before.get(row) ?? free.next().value?.[1] ?? unused++]));
}
