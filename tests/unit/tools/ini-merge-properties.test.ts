import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { awsDialect } from '../../../main/tools/aws-profile.ts';
import { mergeIni } from '../../../main/tools/ini-merge.ts';

const SECTION = '[ours]\nkey = a+b/c=\ns3 =\n    addressing_style = path\n';
const merge = (bytes: Buffer | null) => {
  const merged = mergeIni(bytes, { dialect: awsDialect, isOurs: (name) => name === 'ours', section: SECTION });
  if (!merged.ok) throw new Error(`line ${merged.problem.line}: ${merged.problem.reason}`);
  return merged.value;
};
const latin1 = (text: string) => Buffer.from(text, 'latin1');

const lineEnd = fc.constantFrom('\n', '\r\n');
/** Whatever stands in people's files, some of it no UTF-8. */
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
/** A section's own lines: the last one is no comment. */
const body = fc
  .array(fc.oneof(optionLines, nested, comment, blank), { maxLength: 5 })
  .chain((lines) => fc.oneof(optionLines, nested).map((last) => [...lines, last].join('')));
const between = fc.array(fc.oneof(comment, blank), { maxLength: 3 }).map((lines) => lines.join(''));
const other = fc.tuple(header(otherName), body, between).map((parts) => parts.join(''));
const others = fc.array(other, { maxLength: 4 }).map((parts) => parts.join(''));
const top = fc.tuple(fc.constantFrom('', '\xEF\xBB\xBF'), between).map((parts) => parts.join(''));
const ours = fc.tuple(header(fc.constant('ours')), body).map((parts) => parts.join(''));
const maybeCut = (text: string, isCut: boolean) => (isCut ? text.replace(/\r?\n$/, '') : text);

describe('merging a profile into any configuration file', () => {
  it('adds it behind what is there, of which no byte changes', () => {
    fc.assert(
      fc.property(top, others, fc.boolean(), (head, rest, isCut) => {
        const before = maybeCut(head + rest, isCut);
        const { bytes, change } = merge(latin1(before));
        const after = bytes.toString('latin1');
        expect(change).toBe('added');
        expect(after.startsWith(before)).toBe(true);
        expect(after.slice(before.length).replaceAll('\r\n', '\n').replace(/^\n*/, '')).toBe(SECTION);
      }),
      { numRuns: 500 },
    );
  });

  it('replaces the profile of that name, and no other byte', () => {
    fc.assert(
      fc.property(top, others, ours, between, others, fc.boolean(), (head, before, old, gap, after, isCut) => {
        const rest = maybeCut(gap + after, isCut);
        const { bytes, change, replaced } = merge(latin1(head + before + old + rest));
        const whole = bytes.toString('latin1');
        expect(change).toBe('replaced');
        expect(replaced).toBe(latin1(old).toString('utf8').replaceAll('\r\n', '\n'));
        expect(whole.startsWith(head + before)).toBe(true);
        expect(whole.endsWith(rest)).toBe(true);
        const middle = whole.slice(head.length + before.length, whole.length - rest.length);
        expect(middle.replaceAll('\r\n', '\n')).toBe(SECTION);
      }),
      { numRuns: 500 },
    );
  });

  it('done twice is done once', () => {
    fc.assert(
      fc.property(top, others, fc.option(ours, { nil: '' }), others, fc.boolean(), (head, a, old, b, isCut) => {
        const once = merge(latin1(maybeCut(head + a + old + b, isCut))).bytes;
        const twice = merge(once);
        expect(twice.change).toBe('same');
        expect(twice.bytes.equals(once)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('leaves every other profile as the AWS CLI’s own parser reads it, nested settings too', () => {
    const asciiFile = fc
      .uniqueArray(fc.constantFrom('default', 'a', 'profile b', 'services x', 'b.c', 'ours', 'ours2'), { maxLength: 6 })
      .chain((names) =>
        fc.tuple(
          ...names.map((name) =>
            fc.tuple(fc.constant(name), distinctBody, asciiGap).map(([n, b, g]) => `[${n}]\n${b}${g}`),
          ),
        ),
      )
      .map((parts) => parts.join(''));
    const files = fc.sample(asciiFile, { numRuns: 150, seed: 7 });
    const pairs = files.map((before) => ({ before, after: merge(latin1(before)).bytes.toString('latin1') }));
    const { stdout, stderr, status } = spawnSync('/usr/bin/python3', ['-c', COMPARE], {
      input: JSON.stringify(pairs),
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ compared: 150, differing: [] });
  });
});

const asciiGap = fc.constantFrom('', '\n', '# a comment\n', '\n; another\n\n', '  # indented\n');
const distinctBody = fc
  .tuple(
    fc.uniqueArray(fc.constantFrom('region', 'output', 'key', 'x_y'), { maxLength: 4 }),
    fc.boolean(),
    fc.boolean(),
  )
  .map(([names, isNested, isIndented]) =>
    [
      ...names.map((name, index) => `${name} = v${index}+/=#[x]`),
      ...(isNested ? ['s3 =', '    addressing_style = path', '    # within', '    [ours] = 1'] : []),
      ...(isIndented ? ['last =', '  [a]=1'] : []),
    ]
      .map((line) => `${line}\n`)
      .join(''),
  );

/** Reads each pair with botocore's parser, and compares everything but our profile, which must be there. */
const COMPARE = `
import json, os, sys, tempfile
from awscli.botocore.configloader import raw_config_parse
def read(text):
    with tempfile.NamedTemporaryFile('w', suffix='.ini', delete=False, newline='') as file:
        file.write(text)
    try:
        return raw_config_parse(file.name)
    finally:
        os.unlink(file.name)
differing = []
pairs = json.load(sys.stdin)
for index, pair in enumerate(pairs):
    before, after = read(pair['before']), read(pair['after'])
    before.pop('ours', None)
    ours = after.pop('ours', None)
    if before != after or ours != {'key': 'a+b/c=', 's3': {'addressing_style': 'path'}}:
        differing.append(index)
print(json.dumps({'compared': len(pairs), 'differing': differing}))
`;
