import { failed, type Outcome, success } from '../basics/outcome.ts';
import { type IniDialect, type IniSection, type Malformed, readIniSections } from './ini-lines.ts';

interface IniMerge {
  readonly dialect: IniDialect;
  /** Whether this is our section, by its name without white space around it. */
  readonly isOurs: (section: string) => boolean;
  /** Refuse the file if there is any other section. */
  readonly alone?: boolean;
  /** The section, with its header. Every line ends in `\n`. Empty: the section is removed. */
  readonly section: string;
}

/**
 * What becomes of a file. `parts` are its new bytes, one after the other. All of them but `fresh` may lie in the old bytes, so that a large
 * file is not copied. `replaced`: the lines that were removed, as text, without the indentation of their header; null: none were.
 */
export interface Merged {
  readonly parts: readonly Buffer[];
  /** The new bytes among `parts`. They may hold a secret. */
  readonly fresh: Buffer;
  readonly change: 'new-file' | 'added' | 'replaced' | 'same';
  readonly replaced: string | null;
}

const NEWLINE = '\n'.charCodeAt(0);
const RETURN = '\r'.charCodeAt(0);

/**
 * Puts one section into an INI-like file and leaves every other byte as it is: comments, order, line ends, a byte order mark, bytes that
 * are no UTF-8. A section of the same name is replaced where it stands, its own lines only, and indented as it was. If there are several,
 * the first is replaced and the others are removed, since most tools read the last. `sections` are those of the file. `file` is null if
 * there is no file. A change that would make the tool read another section in another way is refused.
 */
export function putSection(
  file: Buffer | null,
  sections: readonly IniSection[],
  { dialect, isOurs, alone, section }: IniMerge,
): Outcome<Merged, Malformed> {
  const bytes = file ?? Buffer.alloc(0);
  const isOther = ({ name }: IniSection) => !isOurs(name.trim());
  const ours = sections.filter((each) => !isOther(each));
  const other = alone && sections.find(isOther);
  if (other) {
    return failed({
      line: other.line,
      reason: 'the tool reads all sections as one, so this one would change the profile',
    });
  }

  const newline = bytes.indexOf(NEWLINE);
  const lineEnd = newline > 0 && bytes.indexOf(RETURN) === newline - 1 ? '\r\n' : '\n';
  const [first] = ours;
  const lines = section.replace(/^(?=.)/gm, first ? indentOf(bytes, first) : '').replaceAll('\n', lineEnd);
  const fresh = Buffer.from(lines);
  const old = ours.map(({ start, end }) => bytes.toString('latin1', start, end));
  if (old.length <= 1 && linesOf(old.join('')) === linesOf(fresh.toString('latin1'))) {
    return success({ parts: [bytes], fresh, change: 'same', replaced: null });
  }
  if (file === null || !first) {
    const parts = [bytes, Buffer.from(gapBefore(bytes.toString('latin1'), lineEnd)), fresh];
    return success({ parts, fresh, change: file ? 'added' : 'new-file', replaced: null });
  }
  const parts = replaceAll(bytes, ours, fresh);
  const misread =
    mayContinue(bytes, dialect) && firstMisread({ bytes, others: sections.filter(isOther) }, parts, dialect, isOther);
  if (misread) {
    return failed({
      line: misread.line,
      reason: 'as it is indented, the tool would read it into the profile above it',
    });
  }
  const gone = ours.map((each, at) => withoutIndent(old[at] ?? '', indentOf(bytes, each)));
  return success({
    parts,
    fresh,
    change: 'replaced',
    replaced: Buffer.from(gone.join('\n'), 'latin1').toString('utf8').replace(/\r\n?/g, '\n'),
  });
}

/** Whether any line could belong to the option above it. Only then is the costly second reading needed. */
const mayContinue = (bytes: Buffer, { continuation }: IniDialect) =>
  continuation && /^[ \t\f\v]+\S/m.test(bytes.toString('latin1'));

/**
 * The first of the other sections that the tool would read in the new file in another way than in `bytes`. To Python's configparser, a
 * header that is indented further than the option before it belongs to that option, and a merge may put another option before it.
 */
function firstMisread(
  { bytes, others }: { readonly bytes: Buffer; readonly others: readonly IniSection[] },
  parts: readonly Buffer[],
  dialect: IniDialect,
  isOther: (section: IniSection) => boolean,
): IniSection | undefined {
  const whole = Buffer.concat(parts);
  const read = readIniSections(whole, dialect);
  const found = read.ok ? read.value.filter(isOther) : [];
  const misread = others.find((each, at) => {
    const now = found[at];
    if (now === undefined) return true;
    const was = bytes.subarray(each.start, each.end);
    return !whole.subarray(now.start, now.start + was.length).equals(was);
  });
  whole.fill(0);
  return misread;
}

const indentOf = (bytes: Buffer, { start, indent }: IniSection) => bytes.toString('latin1', start, start + indent);
const withoutIndent = (section: string, indent: string) =>
  section
    .split(/(?<=[\r\n])/)
    .map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line))
    .join('');

/** The gap before a section: an empty line, if anything stands before it. */
function gapBefore(text: string, lineEnd: string): string {
  const tail = text.slice(-3);
  if (!/[^\s\xEF\xBB\xBF]/.test(text)) return tail === '' || /[\n\r\xBF]$/.test(tail) ? '' : lineEnd;
  if (/\n\r?\n$|\r\r$/.test(tail)) return '';
  return /[\n\r]$/.test(tail) ? lineEnd : lineEnd + lineEnd;
}

/** The lines without their ends and the white space after them, which no tool notices. */
const linesOf = (section: string) =>
  section
    .split(/\r\n|\n|\r/)
    .map((line) => line.replace(/[ \t\f\v]+$/, ''))
    .join('\n')
    .replace(/\n+$/, '');

function replaceAll(bytes: Buffer, ours: readonly IniSection[], fresh: Buffer): readonly Buffer[] {
  const pieces: Buffer[] = [];
  let from = 0;
  for (const [index, { start, end }] of ours.entries()) {
    pieces.push(bytes.subarray(from, start), ...(index === 0 ? [fresh] : []));
    from = end;
  }
  return [...pieces, bytes.subarray(from)];
}
