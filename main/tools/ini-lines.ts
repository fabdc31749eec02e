import { failed, type Outcome, success } from '../basics/outcome.ts';

/** How a tool reads its INI-like file, as far as tools differ. */
export interface IniDialect {
  /** Lines that are indented deeper than their option belong to it, whatever they look like (Python's configparser). */
  readonly continuation: boolean;
  /** A section may begin on an indented line. */
  readonly indentedSections: boolean;
  /** Why no option may stand before the first section; null: one may. */
  readonly looseRefusal: string | null;
  /** The tool ignores a byte order mark. */
  readonly byteOrderMark: boolean;
  /** A carriage return alone ends a line (Python's universal newlines). */
  readonly loneReturn: boolean;
  /** The tool rejects the whole file if a section or an option occurs twice (Python's configparser). */
  readonly once?: true;
  /** A line that begins with this text says that the tool has encrypted the file. */
  readonly encryptedMark?: string;
}

/** Offsets into the bytes. `end` is after the last line of the section itself: comments that follow are not a part of it. */
export interface IniSection {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  /** How many bytes of white space stand before its header. */
  readonly indent: number;
  /** The line of its header, counted from 1. */
  readonly line: number;
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
const BRACKET = 91;
const isLineEnd = (code = 0) => code === NEWLINE || code === RETURN;
const isSpace = (code = 0) => code === 32 || (code >= 9 && code <= 13);
/** `=` or `:`. */
const isSeparator = (code = 0) => code === 61 || code === 58;
/** `#` or `;`. */
const beginsComment = (code = 0) => code === 35 || code === 59;

const BYTE_ORDER_MARK = Buffer.from('\uFEFF');
const SECTION = /^\[([^\]]+)\][ \t]*(?:[#;].*)?$/;

/**
 * Finds the sections of an INI-like file in one pass over its bytes, some of which may be no UTF-8. Only ASCII counts as white space, since
 * other bytes may be parts of a character. Names are read as Latin-1, one character a byte.
 */
export function readIniSections(bytes: Buffer, dialect: IniDialect): Outcome<readonly IniSection[], Malformed> {
  const sections: { name: string; start: number; end: number; indent: number; line: number }[] = [];
  /** The indentation of the option that lines may continue; null: there is none. */
  let optionIndent: number | null = null;
  const lineOfSection = new Map<string, number>();
  const lineOfOption = new Map<string, number>();
  const endsAtReturn = dialect.loneReturn && bytes.includes(RETURN);
  let line = 0;
  const wrong = (reason: string) => failed({ line, reason });
  const isMarked = bytes.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK);
  if (isMarked && !dialect.byteOrderMark) {
    return failed({ line: 1, reason: 'it begins with a byte order mark, at which the tool gives up the whole file' });
  }
  let at = isMarked ? BYTE_ORDER_MARK.length : 0;
  const zero = bytes.indexOf(0);
  const mark = dialect.encryptedMark;
  const hasMark = mark !== undefined && bytes.includes(mark);

  while (at < bytes.length) {
    line += 1;
    const start = at;
    const { first, last, separator, next } = readLine(bytes, start, endsAtReturn);
    at = next;
    if (zero >= start && zero < next) return wrong('it holds a zero byte, so it is no text in UTF-8 (UTF-16 perhaps)');
    if (first === last) continue;
    if (hasMark && bytes.toString('latin1', first, last).startsWith(mark)) {
      return failed({ line, reason: 'the tool has encrypted the file', isEncrypted: true });
    }
    if (beginsComment(bytes[first])) continue;

    const section = sections.at(-1);
    const indent = first - start;
    if (dialect.continuation && section && optionIndent !== null && indent > optionIndent) {
      section.end = next;
    } else if (bytes[first] === BRACKET && (indent === 0 || dialect.indentedSections)) {
      const name = SECTION.exec(bytes.toString('latin1', first, last))?.[1];
      if (name === undefined) return wrong('the name of the section is not closed by ], or something follows it');
      const before = lineOfSection.get(name);
      if (before !== undefined)
        return wrong(`the section stands already in line ${before}, and the tool reads no such file`);
      if (dialect.once) lineOfSection.set(name, line);
      lineOfOption.clear();
      sections.push({ name, start, end: next, indent, line });
      optionIndent = null;
    } else {
      if (separator <= first) return wrong('it is no section, no comment and no “name = value”');
      if (dialect.once) {
        const option = bytes.toString('latin1', first, separator).trimEnd().toLowerCase();
        const before = lineOfOption.get(option);
        if (before !== undefined)
          return wrong(`the option stands already in line ${before}, and the tool reads no such file`);
        lineOfOption.set(option, line);
      }
      if (section) section.end = next;
      else if (dialect.looseRefusal !== null) return wrong(dialect.looseRefusal);
      optionIndent = indent;
    }
  }
  return success(sections);
}

/**
 * The line at `start` without the white space around it, with the offset of its first `=` or `:` (-1: none) and that of the next line.
 * Files may have millions of bytes, so `indexOf` skips most of them.
 */
function readLine(bytes: Buffer, start: number, endsAtReturn: boolean) {
  let end = start;
  if (endsAtReturn) while (end < bytes.length && !isLineEnd(bytes[end])) end += 1;
  else end = bytes.indexOf(NEWLINE, start);
  if (end === -1) end = bytes.length;
  const isPair = bytes[end] === RETURN && bytes[end + 1] === NEWLINE;
  const next = Math.min(end + (isPair ? 2 : 1), bytes.length);
  let first = start;
  while (first < end && isSpace(bytes[first])) first += 1;
  let last = end;
  while (last > first && isSpace(bytes[last - 1])) last -= 1;
  let separator = first;
  while (separator < last && !isSeparator(bytes[separator])) separator += 1;
  return { first, last, separator: separator === last ? -1 : separator, next };
}
