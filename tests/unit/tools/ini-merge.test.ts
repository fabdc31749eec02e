import { describe, expect, it } from 'vitest';
import { awsDialect } from '../../../main/tools/aws-profile.ts';
import type { IniDialect } from '../../../main/tools/ini-lines.ts';
import { mergeIni } from '../../support/parts/merge-ini.ts';

const python: IniDialect = {
  continuation: true,
  indentedSections: true,
  looseRefusal: 'it stands before the first section',
  byteOrderMark: false,
  loneReturn: true,
};
const go: IniDialect = {
  continuation: false,
  indentedSections: true,
  looseRefusal: null,
  byteOrderMark: true,
  loneReturn: false,
  encryptedMark: 'RCLONE_ENCRYPT_V',
};
const section = '[ours]\na = 1\nb = 2\n';
const merge = (text: string | null, dialect = python, more = {}) => {
  const bytes = text === null ? null : Buffer.from(text, 'latin1');
  const merged = mergeIni(bytes, { dialect, isOurs: (name) => name === 'ours', section, ...more });
  if (!merged.ok) return merged.problem;
  const { bytes: whole, ...rest } = merged.value;
  return { text: whole.toString('latin1'), ...rest };
};

describe('merging a section into an INI-like file', () => {
  it('makes the file where there is none', () => {
    expect(merge(null)).toEqual({ text: section, change: 'new-file', replaced: null });
  });

  it.each([
    ['with its line end', '[a]\nx = 1\n', '[a]\nx = 1\n\n'],
    ['without a line end', '[a]\nx = 1', '[a]\nx = 1\n\n'],
    ['with an empty line', '[a]\nx = 1\n\n', '[a]\nx = 1\n\n'],
    ['with a comment', '[a]\nx = 1\n# the end\n', '[a]\nx = 1\n# the end\n\n'],
    ['before it has begun', '', ''],
  ])('adds it at the end of a file that ends %s', (_, before, kept) => {
    expect(merge(before)).toEqual({ text: kept + section, change: 'added', replaced: null });
  });

  it('adds it behind a byte order mark, where the tool passes over one', () => {
    expect(merge('\xEF\xBB\xBF', go)).toMatchObject({ text: `\xEF\xBB\xBF${section}`, change: 'added' });
  });

  it('takes the line ends of the file', () => {
    expect(merge('[a]\r\nx = 1\r\n')).toMatchObject({ text: '[a]\r\nx = 1\r\n\r\n[ours]\r\na = 1\r\nb = 2\r\n' });
    expect(merge('[ours]\r\nold = 1\r\n[z]\ny = 1')).toMatchObject({ text: '[ours]\r\na = 1\r\nb = 2\r\n[z]\ny = 1' });
  });

  it('replaces its own lines, and leaves comments that stand before the next section', () => {
    const before = '# top\n[a]\nx=1\n\n[ours]\n; mine\nold = 1\ns3 =\n  p = q\n\n# about z\n[z]\ny = 1\n';
    expect(merge(before)).toEqual({
      text: `# top\n[a]\nx=1\n\n${section}\n# about z\n[z]\ny = 1\n`,
      change: 'replaced',
      replaced: '[ours]\n; mine\nold = 1\ns3 =\n  p = q\n',
    });
  });

  it('changes no byte where the section stands there as it is to be, whatever ends its lines', () => {
    for (const before of [`[a]\n\n${section}`, '[ours]\r\na = 1 \r\nb = 2', `${section}\n\n# end`]) {
      expect(merge(before)).toEqual({ text: before, change: 'same', replaced: null });
    }
  });

  it('puts one in the place of several, since tools read one or the other', () => {
    expect(merge('[ours]\na = 0\n[z]\ny = 1\n[ours]\na = 9\n# end')).toEqual({
      text: `${section}[z]\ny = 1\n# end`,
      change: 'replaced',
      replaced: '[ours]\na = 0\n\n[ours]\na = 9\n',
    });
  });

  it('takes a section out where nothing is to be put in', () => {
    expect(merge('[a]\nx = 1\n[ours]\nold = 1\n[z]\n', python, { section: '' })).toMatchObject({
      text: '[a]\nx = 1\n[z]\n',
      change: 'replaced',
    });
    expect(merge('[a]\nx = 1\n', python, { section: '' })).toMatchObject({ text: '[a]\nx = 1\n', change: 'same' });
  });

  it('indents it as it was, or the next section would belong to its last option, and shows what goes without that', () => {
    expect(merge('  [a]\n  x = 1\n  [ours]\n  old = 1\n    more\n  [z]\n')).toEqual({
      text: '  [a]\n  x = 1\n  [ours]\n  a = 1\n  b = 2\n  [z]\n',
      change: 'replaced',
      replaced: '[ours]\nold = 1\n  more\n',
    });
    const once = merge('\t[ours]\n\told = 1\n');
    expect(merge('text' in once ? once.text : null)).toMatchObject({ change: 'same' });
  });

  it('takes an indented line for part of an option where the tool does, and for a section where it does', () => {
    const before = '[a]\ns3 =\n  x = 1\n  [ours]\n';
    expect(merge(before)).toMatchObject({ text: `${before}\n${section}`, change: 'added' });
    // `[z]` has no option that the indented line could continue, so that line is a section.
    expect(merge('[a]\nx = 1\n[z]\n  [ours]\n  old = 1\n')).toMatchObject({ change: 'replaced' });
    expect(merge('[a]\ns = 3\n  [ours]\n', go)).toMatchObject({
      text: '[a]\ns = 3\n  [ours]\n  a = 1\n  b = 2\n',
      change: 'replaced',
    });
  });

  it('ends a line at a lone carriage return where the tool does', () => {
    expect(merge('[a]\rx = 1\r[ours]\rold = 1\r')).toMatchObject({ change: 'replaced' });
    expect(merge('[a]\nx = 1\r[ours]\rold = 1\n', go)).toMatchObject({ change: 'added' });
  });

  it('keeps what is no UTF-8, and takes no half of a character for white space', () => {
    const before = '[a]\nx = \xC3\xA0\n\xC2\xA0y = \xFF\xFE\n';
    expect(merge(before)).toMatchObject({ text: `${before}\n${section}`, change: 'added' });
  });
});

describe('a file that cannot be understood', () => {
  it.each([
    ['a section that is not closed', '[a]\nx = 1\n[open\n', 3, /not closed/],
    ['a section without a name', '[]\n', 1, /not closed/],
    ['something behind a section', '[a] x\n', 1, /follows/],
    ['a line that is nothing', '[a]\n\nhunter2hunter2\n', 3, /no “name = value”/],
    ['an option without a name', '[a]\n= hunter2hunter2\n', 2, /no “name = value”/],
    ['an option before any section', 'key = hunter2hunter2\n', 1, /before the first section/],
    ['UTF-16', '\xFF\xFE[\0a\0]\0', 1, /zero byte/],
    ['a zero byte', '[a]\nx = hunter2\0hunter2\n', 2, /zero byte/],
  ])('is refused with line and reason, and without what it says: %s', (_, text, line, reason) => {
    const problem = merge(text);
    expect(problem).toEqual({ line, reason: expect.stringMatching(reason) });
    expect(JSON.stringify(problem)).not.toContain('hunter2');
  });

  it.each([
    ['a new last option of ours', '[a]\nx = 1\n[ours]\n  old = 1\n  [z]\n  y = 1\n', section, 5],
    ['an option of the section before ours', '[a]\nx = 1\n[ours]\n  old = 1\n\n  [z]\n  y = 1\n', '', 6],
  ])('is refused where the next section is indented, and %s would swallow it', (_, text, fresh, line) => {
    expect(merge(text, python, { section: fresh })).toEqual({ line, reason: expect.stringContaining('profile above') });
  });

  it('is refused where a byte order mark keeps the tool from reading it', () => {
    const reason = expect.stringContaining('byte order mark');
    expect(merge('\xEF\xBB\xBF[a]\nx = 1\n')).toEqual({ line: 1, reason });
  });

  it.each([
    ['a section', '[tf]\na = 1\n\n[tf]\na = 2\n', 4, 'the section stands already in line 1'],
    ['our own section', '[ours]\na = 1\n[ours]\na = 1\n', 3, 'the section stands already in line 1'],
    ['an option', '[a]\nx = 1\n[b]\nx = 1\nX: 2\n', 5, 'the option stands already in line 4'],
  ])('is refused where %s stands twice and the tool gives up at that', (_, text, line, reason) => {
    expect(merge(text, awsDialect)).toEqual({ line, reason: expect.stringContaining(reason) });
    expect(merge(text, go)).toMatchObject({ change: expect.any(String) });
  });

  it('is refused where the tool has encrypted it', () => {
    expect(merge('# Encrypted rclone configuration File\n\nRCLONE_ENCRYPT_V0:\nAbCd==\n', go)).toEqual({
      isEncrypted: true,
      line: 3,
      reason: expect.stringContaining('encrypted'),
    });
  });

  it('is refused where another section would change our profile', () => {
    expect(merge('[ours]\na = 1\n[b]\na = 2\n', go, { alone: true })).toEqual({
      line: 3,
      reason: expect.stringContaining('all sections as one'),
    });
  });
});
