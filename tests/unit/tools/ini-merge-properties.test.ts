import { describe, expect, it } from 'vitest';
import { awsDialect } from '../../../main/tools/aws-profile.ts';
import type { IniDialect } from '../../../main/tools/ini-lines.ts';
import { rcloneDialect } from '../../../main/tools/rclone-remote.ts';
import { mergeIni } from '../../support/parts/merge-ini.ts';
import { unwrap } from '../../support/parts/unwrap.ts';
import { fc } from '../../support/random/random-runs.ts';

const SECTION = '[ours]\nkey = a+b/c=\ns3 =\n    addressing_style = path\n';
const mergeBy = (dialect: IniDialect) => (bytes: Buffer) => {
  return unwrap(mergeIni(bytes, { dialect, isOurs: (name) => name === 'ours', section: SECTION }));
};
const latin1 = (text: string) => Buffer.from(text, 'latin1');

const lineEnd = fc.constantFrom('\n', '\r\n');
/** Text as in people's files, some of it not UTF-8. */
const value = fc.string({ unit: fc.constantFrom(...'aZ0 +/=#;[]:%$"\'\\\t\xE4\xFF\xA0'), maxLength: 24 });
const option = fc.tuple(
  fc.constantFrom('region', 'Key', 'aws_secret_access_key', 'x-y.z', 'K\xC3\xA9'),
  value,
  lineEnd,
);
const optionLines = option.map(([name, text, end]) => `${name} = ${text}${end}`);
const comment = fc
  .tuple(fc.constantFrom('# ', '; ', '  # ', '\t;'), value, lineEnd)
  .map(([mark, text, end]) => `${mark}${text}${end}`);
const blank = fc.tuple(fc.constantFrom('', ' ', '\t'), lineEnd).map((parts) => parts.join(''));
const nested = fc
  .tuple(lineEnd, fc.array(option, { minLength: 1, maxLength: 3 }))
  .map(([end, inner]) => `s3 =${end}${inner.map(([name, text, own]) => `    ${name} = x${text}${own}`).join('')}`);
const header = (name: fc.Arbitrary<string>) => fc.tuple(name, lineEnd).map(([text, end]) => `[${text}]${end}`);
const otherName = fc.constantFrom(
  'default',
  'a',
  'a',
  'profile b',
  'services x',
  'b.c',
  'OURS',
  'ours2',
  'profile "d e"',
);
/** The lines of a section, up to the last one that is not a comment. */
const body = fc
  .array(fc.oneof(optionLines, nested, comment, blank), { maxLength: 5 })
  .chain((lines) => fc.oneof(optionLines, nested).map((last) => [...lines, last].join('')));
const between = fc.array(fc.oneof(comment, blank), { maxLength: 3 }).map((lines) => lines.join(''));
const other = fc.tuple(header(otherName), body, between).map((parts) => parts.join(''));
const others = fc.array(other, { maxLength: 4 }).map((parts) => parts.join(''));
const ours = fc.tuple(header(fc.constant('ours')), body).map((parts) => parts.join(''));
const maybeCut = (text: string, isCut: boolean) => (isCut ? text.replace(/\r?\n$/, '') : text);

/** The same indent for each line, as in an indented script. */
const indent = fc.constantFrom('', '', '  ', '\t');
const indented = (text: string, by: string) => text.replace(/(?<=^|\n)(?=[^\r\n])/g, by);

/** Other tests show that files with a repeated section or option are refused. Here the check is off, to show that no byte gets lost. */
const { once: _, ...awsReading } = awsDialect;

describe.each([
  ['the AWS CLI', awsReading, ['']],
  ['rclone', rcloneDialect, ['', '\xEF\xBB\xBF']],
] as const)('merging a profile into any configuration file of %s', (_, dialect, marks) => {
  const merge = mergeBy(dialect);
  const mark = fc.constantFrom(...marks);

  it('adds it behind what is there, of which no byte changes', () => {
    fc.assert(
      fc.property(mark, between, others, indent, fc.boolean(), (start, gap, rest, by, isCut) => {
        const before = start + maybeCut(indented(gap + rest, by), isCut);
        const { bytes, change } = merge(latin1(before));
        const after = bytes.toString('latin1');
        expect(change).toBe('added');
        expect(after.startsWith(before)).toBe(true);
        expect(after.slice(before.length).replaceAll('\r\n', '\n').replace(/^\n*/, '')).toBe(SECTION);
      }),
    );
  });

  it('replaces the profile of that name, and no other byte', () => {
    fc.assert(
      fc.property(
        fc.tuple(mark, between),
        others,
        ours,
        between,
        others,
        indent,
        fc.boolean(),
        ([start, top], first, old, gap, after, by, isCut) => {
          const head = start + indented(top + first, by);
          const rest = maybeCut(indented(gap + after, by), isCut);
          const { bytes, change, replaced } = merge(latin1(head + indented(old, by) + rest));
          const whole = bytes.toString('latin1');
          expect(change).toBe('replaced');
          expect(replaced).toBe(latin1(old).toString('utf8').replaceAll('\r\n', '\n'));
          expect(whole.startsWith(head)).toBe(true);
          expect(whole.endsWith(rest)).toBe(true);
          const middle = whole.slice(head.length, whole.length - rest.length);
          expect(middle.replaceAll('\r\n', '\n')).toBe(indented(SECTION, by));
        },
      ),
    );
  });

  it('done twice is done once', () => {
    fc.assert(
      fc.property(others, fc.option(ours, { nil: '' }), others, indent, fc.boolean(), (a, old, b, by, isCut) => {
        const once = merge(latin1(maybeCut(indented(a + old + b, by), isCut))).bytes;
        const twice = merge(once);
        expect(twice.change).toBe('same');
        expect(twice.bytes.equals(once)).toBe(true);
      }),
    );
  });
});
