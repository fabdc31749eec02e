import { failed, type Outcome, success } from '../basics/outcome.ts';

/** How a tool reads its INI-like file, where the readings differ. */
export interface IniDialect {
  /** Lines that are indented deeper than their option belong to it, whatever they look like (Python's configparser). */
  readonly continuation: boolean;
  /** A section may begin on an indented line. */
  readonly indentedSections: boolean;
  /** Why no option may stand before the first section; null: one may. */
  readonly looseRefusal: string | null;
  /** The tool passes over a byte order mark. */
  readonly byteOrderMark: boolean;
  /** A carriage return alone ends a line (Python's universal newlines). */
  readonly loneReturn: boolean;
  /** The tool gives up the whole file where a section or an option stands twice (Python's configparser). */
  readonly once?: true;
  /** A line that begins so says that the tool has encrypted the file. */
  readonly encryptedMark?: string;
}

/** Offsets into the text. `end` lies behind the last line that is the section's own: not behind comments that follow it. */
export interface IniSection {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  /** How many characters of white space stand before its header. */
  readonly indent: number;
}

/** Why a file was refused. The reason never repeats the line: it may hold a secret. */
export interface Malformed {
  readonly line: number;
  readonly reason: string;
  /** The tool has encrypted the file. */
  readonly isEncrypted?: true;
}

const NEWLINE = 10;
const RETURN = 13;
const isLineEnd = (code: number) => code === NEWLINE || code === RETURN;
const isSpace = (code: number) => code === 32 || (code >= 9 && code <= 13);
/** `=` or `:`. */
const isSeparator = (code: number) => code === 61 || code === 58;

const BYTE_ORDER_MARK = '\xEF\xBB\xBF';
const SECTION = /^\[([^\]]+)\][ \t]*(?:[#;].*)?$/;
/** Options at the left edge, and lines that are empty or comments: most of a large file. As many as a regular expression takes in one run. */
const PLAIN_OPTIONS = /(?:[^\s[#;=:][^\n\r=:]*[=:][^\n\r]*\r?\n){1,100}/y;
const PLAIN_REST = /(?:(?:[#;][^\n\r]*)?\r?\n){1,100}/y;

/**
 * Finds the sections of an INI-like file in one pass. `text` is the file as Latin-1, one character a byte, so that what is no
 * UTF-8 survives; white space is ASCII alone, since other bytes may be halves of a character. Runs of plain lines below a header are
 * passed over together, where no option has to be compared with others.
 */
export function readIniSections(text: string, dialect: IniDialect): Outcome<readonly IniSection[], Malformed> {
  const sections: { name: string; start: number; end: number; indent: number }[] = [];
  /** The indentation of the option that lines may continue; null: there is none. */
  let optionIndent: number | null = null;
  const startOfSection = new Map<string, number>();
  const startOfOption = new Map<string, number>();
  const endsAtReturn = endsAtReturns(text, dialect);
  const isMarked = text.startsWith(BYTE_ORDER_MARK);
  if (isMarked && !dialect.byteOrderMark) {
    return failed({ line: 1, reason: 'it begins with a byte order mark, at which the tool gives up the whole file' });
  }
  let at = isMarked ? BYTE_ORDER_MARK.length : 0;
  const zero = text.indexOf('\0');
  const mark = dialect.encryptedMark;
  const hasRuns = !dialect.once && zero === -1 && !(mark && text.includes(mark));

  while (at < text.length) {
    const start = at;
    const section = sections.at(-1);
    if (hasRuns && section) {
      const options = endOfRun(PLAIN_OPTIONS, text, start);
      at = endOfRun(PLAIN_REST, text, options);
      if (options > start) {
        section.end = options;
        optionIndent = 0;
      }
      if (at > start) continue;
    }
    const { first, last, separator, next } = readLine(text, start, endsAtReturn);
    at = next;
    const line = () => lineAt(text, start, dialect);
    const wrong = (reason: string) => failed({ line: line(), reason });
    const twice = (what: 'section' | 'option', before: number) =>
      wrong(`the ${what} stands already in line ${lineAt(text, before, dialect)}, and the tool reads no such file`);
    if (zero >= start && zero < next) return wrong('it holds a zero byte, so it is no text in UTF-8 (UTF-16 perhaps)');
    if (first === last) continue;
    if (mark && text.startsWith(mark, first)) {
      return failed({ line: line(), reason: 'the tool has encrypted the file', isEncrypted: true });
    }
    const begins = text.charAt(first);
    if (begins === '#' || begins === ';') continue;

    const indent = first - start;
    if (dialect.continuation && section && optionIndent !== null && indent > optionIndent) {
      section.end = next;
    } else if (begins === '[' && (indent === 0 || dialect.indentedSections)) {
      const name = SECTION.exec(text.slice(first, last))?.[1];
      if (name === undefined) return wrong('the name of the section is not closed by ], or something follows it');
      const before = startOfSection.get(name);
      if (before !== undefined) return twice('section', before);
      if (dialect.once) startOfSection.set(name, start);
      startOfOption.clear();
      sections.push({ name, start, end: next, indent });
      optionIndent = null;
    } else {
      if (separator <= first) return wrong('it is no section, no comment and no “name = value”');
      if (dialect.once) {
        const option = text.slice(first, separator).trimEnd().toLowerCase();
        const before = startOfOption.get(option);
        if (before !== undefined) return twice('option', before);
        startOfOption.set(option, start);
      }
      if (section) section.end = next;
      else if (dialect.looseRefusal !== null) return wrong(dialect.looseRefusal);
      optionIndent = indent;
    }
  }
  return success(sections);
}

const endsAtReturns = (text: string, { loneReturn }: IniDialect) => loneReturn && text.includes('\r');

/** Which line begins at this offset, from 1. Counted where somebody is told: a file that can be read has no use for it. */
export function lineAt(text: string, start: number, dialect: IniDialect): number {
  return text.slice(0, start).split(endsAtReturns(text, dialect) ? /\r\n|\n|\r/ : '\n').length;
}

/** Where a run of such lines ends that begins here: at `at` itself where there is none. */
function endOfRun(run: RegExp, text: string, at: number): number {
  run.lastIndex = at;
  return run.test(text) ? run.lastIndex : at;
}

/**
 * The line at `start`: from its first to behind its last character that is no white space, where its first `=` or `:` is (-1:
 * nowhere), and where the next line begins. Files have millions of characters, so most are skipped by `indexOf`.
 */
function readLine(text: string, start: number, endsAtReturn: boolean) {
  let end = start;
  if (endsAtReturn) while (end < text.length && !isLineEnd(text.charCodeAt(end))) end += 1;
  else end = text.indexOf('\n', start);
  if (end === -1) end = text.length;
  const isPair = text.charCodeAt(end) === RETURN && text.charCodeAt(end + 1) === NEWLINE;
  const next = Math.min(end + (isPair ? 2 : 1), text.length);
  let first = start;
  while (first < end && isSpace(text.charCodeAt(first))) first += 1;
  let last = end;
  while (last > first && isSpace(text.charCodeAt(last - 1))) last -= 1;
  let separator = first;
  while (separator < last && !isSeparator(text.charCodeAt(separator))) separator += 1;
  return { first, last, separator: separator === last ? -1 : separator, next };
}
