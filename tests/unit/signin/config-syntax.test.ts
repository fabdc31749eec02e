import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../../main/signin/config-syntax.ts';
import { fc } from '../../support/random/random-runs.ts';

/** The sections as plain objects, without their line numbers. */
function read(text: string) {
  return [...parseConfig(text).sections].map(([name, { values }]) => [
    name,
    Object.fromEntries([...values].map(([key, { text }]) => [key, text])),
  ]);
}

describe('reading a configuration file', () => {
  it('reads profiles with their keys, in the order of the file', () => {
    expect(read('[DEFAULT]\nuser=ocid1.user.a\nregion = fra\n\n[OTHER]\nregion=iad\n')).toEqual([
      ['DEFAULT', { user: 'ocid1.user.a', region: 'fra' }],
      ['OTHER', { region: 'iad' }],
    ]);
  });

  it('skips comments and empty lines, indented ones too', () => {
    expect(read('# a\n; b\n\n   # c\n[A] # the first\n\t; d\nx=1\n')).toEqual([['A', { x: '1' }]]);
  });

  it('takes # and ; within a value as part of it: a passphrase may hold either', () => {
    expect(read('[A]\npass_phrase=one#two;three = four')).toEqual([['A', { pass_phrase: 'one#two;three = four' }]]);
  });

  it('keeps dots and @ in the names of profiles', () => {
    expect(read('[team.prod@acme-1_x]\na=1')).toEqual([['team.prod@acme-1_x', { a: '1' }]]);
  });

  it('takes profiles named like the inner workings of JavaScript as names', () => {
    expect(read('[__proto__]\nuser=x\n[constructor]\n__proto__=y')).toHaveLength(2);
  });

  it('reads files with a byte order mark and with the line ends of Windows and of old Macs', () => {
    const expected = [['A', { x: '1', y: '2' }]];
    for (const end of ['\n', '\r\n', '\r']) {
      expect(read(`\uFEFF[A]${end}x=1${end}y=2${end}`)).toEqual(expected);
    }
  });

  it('reads keys in any case of letters', () => {
    expect(read('[A]\nRegion=fra')).toEqual([['A', { region: 'fra' }]]);
  });

  it('tells in which line each value stands', () => {
    const { sections } = parseConfig('# one\r\n\r\n[A]\r\nx=1\r\n');
    expect(sections.get('A')).toMatchObject({ line: 3, problem: null });
    expect(sections.get('A')?.values.get('x')).toEqual({ text: '1', line: 4, problem: null });
  });

  it('takes profile names as Oracle’s SDK does: with spaces, slashes, colons and letters of any alphabet', () => {
    const names = ['My Tenancy', 'acme/prod', 'a+b:c', 'München', '開発'];
    expect(read(names.map((name) => `[${name}]\nx=1`).join('\n')).map(([name]) => name)).toEqual(names);
  });

  it('takes a colon for an equals sign, whichever comes first', () => {
    expect(read('[A]\nuser: a=b\nkey_file = C:\\x.pem')).toEqual([['A', { user: 'a=b', key_file: 'C:\\x.pem' }]]);
  });

  it('goes on with a value in indented lines, but for the keys of Oracle’s tools', () => {
    const text = '[A]\nkey_content=-----BEGIN X-----\n  Qx==\n\n  -----END X-----\n  region = fra\n';
    expect(read(text)).toEqual([['A', { key_content: '-----BEGIN X-----\nQx==\n-----END X-----', region: 'fra' }]]);
  });

  it('takes DEFAULT as often as it stands there, as Oracle’s SDK does', () => {
    expect(read('[DEFAULT]\nx=1\n[A]\n[DEFAULT]\ny=2')).toEqual([
      ['DEFAULT', { x: '1', y: '2' }],
      ['A', {}],
    ]);
  });
});

describe('an odd line of a configuration file', () => {
  const good = '[GOOD]\nregion=fra\n';

  it.each([
    ['a line without an equals sign', '[A]\nx=1\nfrankfurt\n', 3, /key with a value/],
    ['a key before the first profile', '\nuser=x\n[A]\n', 2, /before the first profile/],
    ['an unclosed profile name', '[A\nx=1\ny', 1, /in brackets; the lines up to the next profile were passed over too/],
    ['an empty profile name', '[ ]', 1, /in brackets/],
    ['an empty key', '[A]\n=x', 2, /key with a value/],
    ['a profile name that hides signs', '[a\u202eb]', 1, /cannot be seen/],
    ['a profile name without end', `[${'y'.repeat(129)}]`, 1, /at most 128/],
    ['a comment that is no UTF-8', '# f\uFFFDr die Produktion', 1, /UTF-8.*comment/],
    ['too many profiles', Array.from({ length: 1000 }, (_, n) => `[p${n}]`).join('\n'), 1001, /at most 1000/],
  ])('is passed over and told with its reason: %s', (_what, text, line, reason) => {
    const { passedOver, sections } = parseConfig(`${text}\n${good}`);
    const before = [...sections.values()].findLast((section) => section.line < line)?.name ?? null;
    expect(passedOver).toEqual([{ line, reason: expect.stringMatching(reason), after: before }]);
    if (line < 1000) expect(read(`${text}\n${good}`)).toContainEqual(['GOOD', { region: 'fra' }]);
  });

  it.each([
    ['it stands twice with two values', 'region=fra\n\nRegion=iad', 4, /already in line 2, with another value/],
    ['it is no UTF-8', 'region=fr\uFFFD', 2, /UTF-8/],
    ['it holds what cannot be seen', 'region=\0\x01', 2, /cannot be seen/],
    ['it is without end', `region=${'y'.repeat(4097)}`, 2, /at most 4096/],
  ])('keeps its value from being used: %s', (_what, values, line, reason) => {
    const { sections, passedOver } = parseConfig(`[A]\n${values}\nuser=x\n${good}`);
    const problem = { line, reason: expect.stringMatching(reason) };
    expect(sections.get('A')?.values.get('region')).toMatchObject({ problem });
    expect(sections.get('A')?.values.get('user')).toMatchObject({ text: 'x', problem: null });
    expect([sections.get('A')?.problem, sections.get('GOOD')?.problem, passedOver]).toEqual([null, null, []]);
  });

  it('that stands twice with one value is no matter', () => {
    expect(parseConfig('[A]\nx=1\nx=1').sections.get('A')?.values.get('x')?.problem).toBeNull();
  });

  it('keeps a profile that stands twice from being used, and no other', () => {
    const { sections } = parseConfig(`[A]\nx=1\n${good}[A]\nx=2\n`);
    expect(sections.get('A')).toMatchObject({ problem: { line: 5, reason: expect.stringContaining('line 1') } });
    expect(sections.get('A')?.values.get('x')?.text).toBe('1');
    expect(sections.get('GOOD')?.problem).toBeNull();
  });

  it('never repeats the line in its reason: it may hold a passphrase', () => {
    for (const text of [
      '[A]\npass_phrase hunter2',
      '[hunter2',
      'hunter2=1',
      '[A]\npass_phrase=1\npass_phrase=hunter2',
    ]) {
      const { sections, passedOver } = parseConfig(text);
      const problems = [...sections.values()].flatMap(({ values }) =>
        [...values.values()].map(({ problem }) => problem),
      );
      const told = [...passedOver, ...problems.filter((problem) => problem !== null)];
      expect(told, text).toHaveLength(1);
      expect(JSON.stringify(told)).not.toContain('hunter2');
    }
  });
});

describe('any text at all', () => {
  const name = fc.stringMatching(/^[A-Za-z0-9._\-@]{1,20}$/);
  const key = fc.stringMatching(/^[a-z0-9_.-]{1,20}$/);
  const value = fc.string({ maxLength: 60 }).map((text) => text.replace(/\p{Cc}/gu, '').trim());
  const file = fc.uniqueArray(fc.tuple(name, fc.uniqueArray(fc.tuple(key, value), { selector: ([key]) => key })), {
    selector: ([name]) => name,
  });

  it('comes back as it was written, whatever the line ends and comments', () => {
    fc.assert(
      fc.property(
        file,
        fc.constantFrom('\n', '\r\n'),
        fc.constantFrom('', '# c', '; c', '  '),
        (sections, end, noise) => {
          const lines = sections.flatMap(([name, values]) => [
            noise,
            `[${name}]`,
            ...values.flatMap(([key, value]) => [noise, `${key} = ${value}`]),
          ]);
          const expected = sections.map(([name, values]) => [name, Object.fromEntries(values)]);
          expect(read(lines.join(end))).toEqual(expected);
        },
      ),
    );
  });

  it('is read, with the lines of the file that were not, and never thrown over', () => {
    const line = fc.oneof(fc.string(), fc.constantFrom('[A]', '[B]', 'x=1', '  y', '=', '[', ']', '#', '\uFEFF'));
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const text = lines.join('\n');
        for (const { line: number, reason } of parseConfig(text).passedOver) {
          expect(number).toBeGreaterThanOrEqual(1);
          expect(number).toBeLessThanOrEqual(text.split(/\r\n|\n|\r/).length);
          expect(reason).not.toBe('');
        }
      }),
    );
  });
});
