import { describe, expect, it } from 'vitest';
import { mergeMcAlias } from '../../../main/tools/json-merge.ts';
import { fc } from '../../support/random/random-runs.ts';

const alias = { url: 'https://s3.example', accessKey: 'AK', secretKey: 'a+b/c=', api: 'S3v4', path: 'on' };
const merge = (text: string | null, name = 'ours') => {
  const merged = mergeMcAlias(text === null ? null : Buffer.from(text), name, alias);
  if (!merged.ok) return merged.problem;
  const { bytes, ...rest } = merged.value;
  return { text: bytes.toString('utf8'), ...rest };
};

/** As mc itself writes it. */
const written = (aliases: object) => JSON.stringify({ version: '10', aliases }, null, '\t');
const local = { url: 'http://localhost:9000', accessKey: '', secretKey: '', api: 'S3v4', path: 'auto' };

describe('merging an alias into the configuration of the MinIO client', () => {
  it('makes the file where there is none, as mc would', () => {
    expect(merge(null)).toEqual({ text: `${written({ ours: alias })}\n`, change: 'new-file', replaced: null });
  });

  it('adds it in the layout of the file', () => {
    expect(merge(written({ local }))).toMatchObject({ text: written({ local, ours: alias }), change: 'added' });
    expect(merge(written({}))).toMatchObject({ text: written({ ours: alias }), change: 'added' });
    expect(merge('{"version":"10","aliases":{"a":{}}}')).toMatchObject({
      text: `{"version":"10","aliases":{"a":{},"ours":${JSON.stringify(alias)}}}`,
    });
    const wide = JSON.stringify({ version: '10', aliases: { local } }, null, 4).replaceAll('\n', '\r\n');
    const after = JSON.stringify({ version: '10', aliases: { local, ours: alias } }, null, 4).replaceAll('\n', '\r\n');
    expect(merge(wide)).toMatchObject({ text: after });
  });

  it('makes the list of aliases where the file has none', () => {
    expect(merge('{\n\t"version": "10"\n}')).toMatchObject({ text: written({ ours: alias }) });
    expect(merge('{}')).toMatchObject({ text: JSON.stringify({ aliases: { ours: alias } }, null, '\t') });
  });

  it('replaces an alias where it stands, and changes nothing when it is the same', () => {
    const before = written({ a: local, ours: local, z: local });
    expect(merge(before)).toEqual({
      text: written({ a: local, ours: alias, z: local }),
      change: 'replaced',
      replaced: `"ours": ${JSON.stringify(local, null, '\t')}\n`,
    });
    const same = written({ ours: alias, z: local });
    expect(merge(same)).toEqual({ text: same, change: 'same', replaced: null });
  });

  it('keeps a byte order mark, numbers as they are written, and names twice that are not ours', () => {
    const before = '\uFEFF{ "x" : 1.0e+2, "x" : "\\u00e9",\n "aliases": {} }\n';
    expect(merge(before)).toMatchObject({
      text: `\uFEFF{ "x" : 1.0e+2, "x" : "\\u00e9",\n "aliases": {"ours":${JSON.stringify(alias)}} }\n`,
    });
  });

  it('changes no other byte of any file, and reads back by JSON.parse', () => {
    const names = fc.uniqueArray(
      fc.string({ maxLength: 8, unit: 'grapheme' }).filter((name) => name !== 'ours' && name !== '__proto__'),
      {
        maxLength: 5,
      },
    );
    fc.assert(
      fc.property(
        names,
        fc.array(fc.jsonValue({ maxDepth: 2 }), { minLength: 6, maxLength: 6 }),
        fc.constantFrom(0, 1, 2, '\t'),
        fc.nat(5),
        fc.boolean(),
        (others, values, indent, place, isThere) => {
          const entries = others.map((name, index): [string, unknown] => [name, values[index]]);
          if (isThere) entries.splice(place, 0, ['ours', values[5]]);
          const written = (aliases: object) => JSON.stringify({ other: values, aliases, version: '10' }, null, indent);
          const merged = merge(written(Object.fromEntries(entries)));
          if ('line' in merged) throw new Error(merged.reason);
          // The layout is unchanged, so the whole text can be compared.
          expect(merged.text).toBe(written({ ...Object.fromEntries(entries), ours: alias }));
          expect(merge(merged.text)).toMatchObject({ text: merged.text, change: 'same' });
        },
      ),
    );
  });
});

describe('a configuration of the MinIO client that cannot be understood', () => {
  it.each([
    ['cut off', '{\n"aliases": {', 2],
    ['no JSON', 'aliases:\n  a: hunter2', 1],
    ['not an object', '["hunter2"]', 1],
    ['a value that is none', '{\n"aliases": hunter2}', 2],
    ['a comma too many', '{"aliases": {},\n}', 2],
    ['a comment', '{\n// hunter2\n"aliases": {}}', 2],
    ['something behind it', '{}\nhunter2', 2],
    ['aliases that are no object', '{"version":"10",\n"aliases": null}', 2],
    ['our name twice', '{"aliases": {"ours": {},\n"ours": {"secretKey": "hunter2"}}}', 2],
    ['an older version', '{\n"version": "9", "hosts": {}}', 2],
    ['nested without an end', `{"a":\n${'['.repeat(5000)}`, 2],
  ])('is refused with line and reason, and without what it says: %s', (_, text, line) => {
    const problem = merge(text);
    expect(problem).toEqual({ line, reason: expect.any(String) });
    expect(JSON.stringify(problem)).not.toContain('hunter2');
  });
});
