const PLAIN = /^[\x20-\x7e]*$/;
// One visible character may be several characters of a string. The segmenter is made only if a cell needs it, since making it takes longer
// than loading this program.
const lengthOf = (cell: string) => (PLAIN.test(cell) ? cell.length : [...new Intl.Segmenter().segment(cell)].length);

/** A table with two spaces between its columns, one line a row. The cells must be printable. */
export function textTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const table = [head, ...rows];
  const widths = head.map((_, column) => table.reduce((most, row) => Math.max(most, lengthOf(row[column] ?? '')), 0));
  const lines = table.map((row) =>
    row
      .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - lengthOf(cell)))
      .join('  ')
      .trimEnd(),
  );
  return `${lines.join('\n')}\n`;
}
