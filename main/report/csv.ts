/** Signs that begin a formula in a spreadsheet, with their full-width, small and raised forms. */
const SIGN = '=+\\-@＝＋－＠﹦﹢﹣﹫⁼⁺⁻−';
/** White space and what cannot be seen. A spreadsheet may drop it before it looks for a sign. */
const BLANK = '[\\s\\p{Cf}\\0]*';
const AT_START = new RegExp(`^(?:${BLANK}[${SIGN}]|[\\t\\r\\n\\0])`, 'u');
/** A spreadsheet that divides at semicolons or tabs may begin a cell in the middle of one of ours. */
const INSIDE = new RegExp(`([;\\t\\r\\n]${BLANK})([${SIGN}])`, 'gu');
const NEEDS_QUOTES = /[",;\t\r\n]|^\s|\s$/;

/**
 * A text that no spreadsheet reads as a formula: an apostrophe is put before each sign that could begin one. OWASP names the signs:
 * https://owasp.org/www-community/attacks/CSV_Injection.
 */
export function asPlainText(text: string): string {
  const inner = text.toWellFormed().replace(INSIDE, "$1'$2");
  return AT_START.test(inner) ? `'${inner}` : inner;
}

/** One line of RFC 4180, with its end. Null is an empty cell; numbers and truth values stand as they are. */
export function csvLine(cells: readonly (string | number | boolean | null)[]): string {
  const written = cells.map((cell) => {
    if (typeof cell !== 'string') return cell === null ? '' : String(cell);
    const plain = asPlainText(cell);
    return NEEDS_QUOTES.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
  });
  return `${written.join(',')}\r\n`;
}
