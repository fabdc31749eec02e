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

/** `replaced`: the lines that were removed, as text, without the indentation of their header; null: none were. */
export interface Merged {
  readonly bytes: Buffer;
  readonly change: 'new-file' | 'added' | 'replaced' | 'same';
  readonly replaced: string | null;
}

const LINE_END = /\r\n|\n|\r/;

/**
 * Puts one section into an INI-like file and leaves every other byte as it is: comments, order, line ends, a byte order mark, bytes that
 * are no UTF-8. A section of the same name is replaced where it stands, its own lines only, and indented as it was. If there are several,
 * the first is replaced and the others are removed, since most tools read the last. Null: there is no file. A change that would make the
 * tool read another section in another way is refused.
 */
export function mergeIni(
  bytes: Buffer | null,
  { dialect, isOurs, alone, section }: IniMerge,
): Outcome<Merged, Malformed> {
  const text = bytes?.toString('latin1') ?? '';
  const read = readIniSections(text, dialect);
  if (!read.ok) return read;
  const { ours, others } = parted(read.value, isOurs);
  if (alone && others[0]) {
    return failed({
      line: others[0].line,
      reason: 'the tool reads all sections as one, so this one would change the profile',
    });
  }

  const lineEnd = LINE_END.exec(text)?.[0] === '\r\n' ? '\r\n' : '\n';
  const [first] = ours;
  const lines = section.replace(/^(?=.)/gm, first ? indentOf(text, first) : '').replaceAll('\n', lineEnd);
  const fresh = Buffer.from(lines).toString('latin1');
  const old = ours.map(({ start, end }) => text.slice(start, end));
  if (old.length <= 1 && linesOf(old.join('')) === linesOf(fresh)) {
    return success({ bytes: bytes ?? Buffer.alloc(0), change: 'same', replaced: null });
  }
  if (bytes === null || !first) {
    const added = Buffer.from(gapBefore(text, lineEnd) + fresh, 'latin1');
    return success({
      bytes: Buffer.concat(bytes ? [bytes, added] : [added]),
      change: bytes ? 'added' : 'new-file',
      replaced: null,
    });
  }
  const whole = replaceAll(bytes, ours, Buffer.from(fresh, 'latin1'));
  const misread = mayContinue(text, dialect)
    ? firstMisread(text, others, whole.toString('latin1'), { dialect, isOurs })
    : undefined;
  if (misread) {
    return failed({
      line: misread.line,
      reason: 'as it is indented, the tool would read it into the profile above it',
    });
  }
  const gone = ours.map((each, at) => withoutIndent(old[at] ?? '', indentOf(text, each)));
  return success({
    bytes: whole,
    change: 'replaced',
    replaced: Buffer.from(gone.join('\n'), 'latin1').toString('utf8').replace(/\r\n?/g, '\n'),
  });
}

function parted(sections: readonly IniSection[], isOurs: IniMerge['isOurs']) {
  const ours = sections.filter(({ name }) => isOurs(name.trim()));
  return { ours, others: sections.filter((each) => !ours.includes(each)) };
}

/** Whether any line could belong to the option above it. Only then is the costly second reading needed. */
const mayContinue = (text: string, { continuation }: IniDialect) => continuation && /^[ \t\f\v]+\S/m.test(text);

/**
 * The first other section that the tool would read in `whole` in another way than in `text`. To Python's configparser, a header that is
 * indented further than the option before it belongs to that option, and a merge may put another option before it.
 */
function firstMisread(
  text: string,
  others: readonly IniSection[],
  whole: string,
  { dialect, isOurs }: Pick<IniMerge, 'dialect' | 'isOurs'>,
): IniSection | undefined {
  const read = readIniSections(whole, dialect);
  const found = read.ok ? parted(read.value, isOurs).others : [];
  return others.find((each, at) => {
    const now = found[at];
    return now === undefined || !whole.startsWith(text.slice(each.start, each.end), now.start);
  });
}

const indentOf = (text: string, { start, indent }: IniSection) => text.slice(start, start + indent);
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
    .split(LINE_END)
    .map((line) => line.replace(/[ \t\f\v]+$/, ''))
    .join('\n')
    .replace(/\n+$/, '');

function replaceAll(bytes: Buffer, ours: readonly IniSection[], fresh: Buffer): Buffer {
  const pieces: Buffer[] = [];
  let from = 0;
  for (const [index, { start, end }] of ours.entries()) {
    pieces.push(bytes.subarray(from, start), ...(index === 0 ? [fresh] : []));
    from = end;
  }
  return Buffer.concat([...pieces, bytes.subarray(from)]);
}
