import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../../main/signin/config-syntax.ts';

/** The sections as plain objects: what the file says, without its lines. */
function read(text: string) {
  const parsed = parseConfig(text);
  if (!parsed.ok) return parsed.problem;
  return [...parsed.value].map(([name, { values }]) => [
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
    const parsed = parseConfig('# one\r\n\r\n[A]\r\nx=1\r\n');
    expect(parsed.ok && parsed.value.get('A')).toMatchObject({ line: 3 });
    expect(parsed.ok && parsed.value.get('A')?.values.get('x')).toEqual({ text: '1', line: 4 });
  });
});

describe('a malformed configuration file', () => {
  it.each([
    ['a line without an equals sign', '[A]\nx=1\nfrankfurt\n', 3, /key, an equals sign and a value/],
    ['a key before the first profile', '\nuser=x\n[A]\n', 2, /before the first profile/],
    ['an unclosed profile name', '[A\nx=1', 1, /brackets/],
    ['something after the profile name', '[A] x=1', 1, /alone on the line/],
    ['an empty profile name', '[ ]', 1, /letters, digits/],
    ['a profile name with a space', '[A]\n[my profile]', 2, /letters, digits/],
    ['a profile that stands twice', '[A]\nx=1\n[B]\n[A]\n', 4, /A stands already in line 1/],
    ['a key that stands twice', '[A]\nregion=fra\n\nRegion=iad', 4, /region of this profile stands already in line 2/],
    ['an empty key', '[A]\n=x', 2, /not the name of a key/],
    ['a key with a space', '[A]\nmy key=x', 2, /not the name of a key/],
    ['bytes that are no text', '[A]\nx=\0\x01', 2, /not text/],
    ['a value without end', `[A]\nx=${'y'.repeat(1025)}`, 2, /at most 1024/],
    ['a profile name without end', `[${'y'.repeat(129)}]`, 1, /at most 128/],
    ['too many profiles', Array.from({ length: 1001 }, (_, n) => `[p${n}]`).join('\n'), 1001, /at most 1000/],
  ])('is refused with line and reason: %s', (_what, text, line, reason) => {
    expect(read(text)).toEqual({ line, reason: expect.stringMatching(reason) });
  });

  it('never repeats the line in its reason: it may hold a passphrase', () => {
    for (const text of ['[A]\npass_phrase hunter2', '[A]\nhunter2 pass=x', '[hunter2 x]', 'hunter2=1']) {
      expect(JSON.stringify(read(text))).not.toContain('hunter2');
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

  it('is read or refused with a line of the file, and never thrown over', () => {
    const line = fc.oneof(fc.string(), fc.constantFrom('[A]', '[B]', 'x=1', 'y', '=', '[', ']', '#', '\uFEFF'));
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const text = lines.join('\n');
        const parsed = parseConfig(text);
        if (parsed.ok) return;
        expect(parsed.problem.line).toBeGreaterThanOrEqual(1);
        expect(parsed.problem.line).toBeLessThanOrEqual(text.split(/\r\n|\n|\r/).length);
        expect(parsed.problem.reason).not.toBe('');
      }),
      { numRuns: 500 },
    );
  });
});
