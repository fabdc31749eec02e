import { failed, type Outcome, success } from '../../basics/outcome.ts';

/** `line` is where it begins, counted from 1: a cell in quotes may have several lines. */
interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Why a text is no CSV that can be understood without a doubt. */
export type CsvFault = {
  readonly kind: 'csv-unreadable';
  readonly line: number;
  readonly why:
    | 'quote-inside'
    | 'text-behind-quote'
    | 'quote-open'
    | 'too-many-lines'
    | 'too-many-columns'
    | 'cell-too-long';
};

interface CsvLimits {
  readonly records: number;
  readonly columns: number;
  /** Characters. */
  readonly cell: number;
}

/** Excel's own first line, which names the sign between two cells. */
const SEPARATOR_LINE = /^sep=([,;\t|])\r?\n/i;

/** The sign that divides the first line: European spreadsheets write semicolons. */
function separatorOf(text: string): string {
  const first =
    text
      .slice(0, 10_000)
      .replace(/"(?:[^"]|"")*"/g, '')
      .split(/\r|\n/, 1)[0] ?? '';
  const count = (sign: string) => first.split(sign).length;
  return [';', '\t', '|'].reduce((best, sign) => (count(sign) > count(best) ? sign : best), ',');
}

/**
 * Reads CSV by RFC 4180, strictly: a misplaced quote is refused with its line, since the text after it could mean something else. Cells are
 * separated by commas, semicolons, tabs or bars; lines end with CR LF, LF or CR; empty lines are skipped. A library would guess what such a
 * file means, and would need more code than this to say in which line a record begins.
 */
export function readCsv(text: string, limits: CsvLimits): Outcome<readonly CsvRecord[], CsvFault> {
  const [head = '', named] = SEPARATOR_LINE.exec(text) ?? [];
  const separator = named ?? separatorOf(text);
  const records: CsvRecord[] = [];
  let at = head.length;
  let line = head === '' ? 1 : 2;
  let begun = line;
  let cells: string[] = [];
  const fault = (why: CsvFault['why']) => failed<CsvFault>({ kind: 'csv-unreadable', line, why });

  while (at < text.length) {
    let cell: string;
    if (text[at] === '"') {
      const end = closingQuote(text, at + 1);
      if (end === -1) return fault('quote-open');
      cell = text.slice(at + 1, end).replaceAll('""', '"');
      line += cell.split(/\r\n|\r|\n/).length - 1;
      at = end + 1;
      if (at < text.length && text[at] !== separator && text[at] !== '\r' && text[at] !== '\n')
        return fault('text-behind-quote');
    } else {
      const end = nextEnd(text, at, separator);
      cell = text.slice(at, end);
      if (cell.includes('"')) return fault('quote-inside');
      at = end;
    }
    if (cell.length > limits.cell) return fault('cell-too-long');
    cells.push(cell);
    if (cells.length > limits.columns) return fault('too-many-columns');
    if (text[at] === separator) {
      at += 1;
      // The last cell of the text is empty.
      if (at === text.length) cells.push('');
      else continue;
    }
    if (cells.some((each) => each.trim() !== '')) records.push({ line: begun, cells });
    if (records.length > limits.records) return fault('too-many-lines');
    cells = [];
    at += text[at] === '\r' && text[at + 1] === '\n' ? 2 : 1;
    line += 1;
    begun = line;
  }
  return success(records);
}

/** The end of a cell without quotes: the next separator or line break. */
function nextEnd(text: string, from: number, separator: string): number {
  let end = from;
  while (end < text.length && text[end] !== separator && text[end] !== '\r' && text[end] !== '\n') end += 1;
  return end;
}

/** The quote that ends a cell. Two quotes beside each other stand for one quote in the text, and end nothing. */
function closingQuote(text: string, from: number): number {
  let end = text.indexOf('"', from);
  while (end !== -1 && text[end + 1] === '"') end = text.indexOf('"', end + 2);
  return end;
}
