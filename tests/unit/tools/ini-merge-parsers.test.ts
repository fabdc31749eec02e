import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { awsDialect } from '../../../main/tools/aws-profile.ts';
import type { IniDialect } from '../../../main/tools/ini-lines.ts';
import { rcloneDialect } from '../../../main/tools/rclone-remote.ts';
import { s3cmdDialect } from '../../../main/tools/s3cmd-config.ts';
import { mergeIni } from '../../support/parts/merge-ini.ts';
import { openRcloneReader } from '../../support/programs/rclone-reader.ts';
import { fc, runs } from '../../support/random/random-runs.ts';

const OURS = '[ours]\nkey = a+b/c=\ns3 =\n    addressing_style = path\n';
const FLAT = '[ours]\ntype = s3\nkey = a+b/c=\n';

interface Pair {
  readonly before: string;
  readonly after: string;
}

/** The results for the files that are not refused. */
function mergedOf(files: readonly string[], dialect: IniDialect, section: string): readonly Pair[] {
  return files.flatMap((before) => {
    const merged = mergeIni(Buffer.from(before), { dialect, isOurs: (name) => name === 'ours', section });
    return merged.ok ? [{ before, after: merged.value.bytes.toString() }] : [];
  });
}

const gap = fc.constantFrom('', '\n', '# a comment\n', '\n; another\n\n', '  # indented\n');
const options = fc.uniqueArray(fc.constantFrom('region', 'output', 'key', 'x_y'), { maxLength: 4 });
const body = fc
  .tuple(options, fc.boolean(), fc.boolean())
  .map(([names, isNested, isIndented]) =>
    [
      ...names.map((name, index) => `${name} = v${index}+/=#[x]`),
      ...(isNested ? ['s3 =', '    addressing_style = path', '    # within', '    [ours] = 1'] : []),
      ...(isIndented ? ['last =', '  [a]=1'] : []),
    ]
      .map((line) => `${line}\n`)
      .join(''),
  );
const indented = (text: string, indent: string) => text.replace(/^(?=.)/gm, indent);
const indent = fc.constantFrom('', '', '  ', '    ', '\t');
/** A section whose lines all have the same indent, as from an indented script, or whose lines below the header are indented further. */
const section = (name: string) =>
  fc
    .tuple(body, gap, indent, fc.boolean())
    .map(([text, rest, by, isDeeper]) => `${by}[${name}]\n${indented(text, isDeeper ? `${by}  ` : by)}${rest}`);
const names = fc.uniqueArray(fc.constantFrom('default', 'a', 'profile b', 'services x', 'b.c', 'ours', 'ours2'), {
  maxLength: 6,
});
const sections = (of: (name: string) => fc.Arbitrary<string>) =>
  names.chain((all) => fc.tuple(...all.map(of))).map((parts) => parts.join(''));

const plainFiles = sections((name) => fc.tuple(body, gap).map(([text, rest]) => `[${name}]\n${text}${rest}`));
const evenFiles = fc.tuple(plainFiles, indent).map(([text, by]) => indented(text, by));
const unevenFiles = sections(section);
/** Adds our own name a second time, somewhere after the first. */
const twice = fc.tuple(unevenFiles, section('ours')).map((parts) => parts.join(''));

function compareByPython(pairs: readonly Pair[], script: string, ours: unknown) {
  const { stdout, stderr, status } = spawnSync('/usr/bin/python3', ['-c', script], {
    input: JSON.stringify({ pairs, ours }),
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return JSON.parse(stdout);
}

describe('the AWS CLI’s own parser', () => {
  const nested = { key: 'a+b/c=', s3: { addressing_style: 'path' } };
  const sample = (files: fc.Arbitrary<string>, numRuns: number) => fc.sample(files, { numRuns });

  it('leaves every other profile as the AWS CLI’s own parser reads it, nested settings too', () => {
    const pairs = mergedOf(sample(plainFiles, runs(100)), awsDialect, OURS);
    expect(compareByPython(pairs, BY_BOTOCORE, nested)).toEqual({ compared: runs(100), differing: [] });
  });

  it('reads the same of every other profile in a file that is indented alike throughout, and none is refused', () => {
    const pairs = mergedOf(sample(evenFiles, runs(150)), awsDialect, OURS);
    expect(compareByPython(pairs, BY_CONFIGPARSER, OPTIONS)).toEqual({ compared: runs(150), differing: [] });
  });

  it.each([
    ['indented unevenly', unevenFiles, runs(100)],
    ['that may have our profile twice', twice, runs(40)],
  ])('reads the same of every other profile in a file %s, or the file is refused', (_, files, atLeast) => {
    const pairs = mergedOf(sample(files, runs(200)), awsDialect, OURS);
    expect(pairs.length).toBeGreaterThan(atLeast);
    expect(compareByPython(pairs, BY_CONFIGPARSER, OPTIONS)).toEqual({ compared: pairs.length, differing: [] });
  });

  it.each([
    ['even', evenFiles, runs(100)],
    ['uneven', unevenFiles, runs(100)],
    ['twofold', twice, runs(40)],
  ])(
    'reads the same of every other profile when ours was taken out of an %s file, or the file is refused',
    (_, files, atLeast) => {
      const pairs = mergedOf(sample(files, runs(200)), awsDialect, '');
      expect(pairs.length).toBeGreaterThan(atLeast);
      expect(compareByPython(pairs, BY_CONFIGPARSER, null)).toEqual({ compared: pairs.length, differing: [] });
    },
  );
});

describe('rclone', () => {
  it('dumps the same of every other remote, however the file is indented, when ours is written or taken out', async () => {
    const remote = (name: string) =>
      fc
        .tuple(options, gap, indent, indent)
        .map(([all, rest, by, within]) =>
          [`${by}[${name}]\n`, ...all.map((option) => `${within}${option} = v+/=[x]\n`), rest].join(''),
        );
    const files = fc
      .sample(fc.tuple(sections(remote), fc.constantFrom('', '\uFEFF'), fc.option(remote('ours'), { nil: '' })), {
        numRuns: runs(30),
      })
      .map(([text, mark, again]) => mark + text + again);
    const [written, takenOut] = [mergedOf(files, rcloneDialect, FLAT), mergedOf(files, rcloneDialect, '')];
    expect([written.length, takenOut.length]).toEqual([files.length, files.length]);
    const rclone = await openRcloneReader();
    for (const [index, before] of files.entries()) {
      const { ours: _old, ...others } = await rclone.dump(before);
      const fresh = { type: 's3', key: 'a+b/c=' };
      expect(await rclone.dump(written[index]?.after ?? '')).toEqual({ ...others, ours: fresh });
      expect(await rclone.dump(takenOut[index]?.after ?? '')).toEqual(others);
    }
    await rclone.close();
  });
});

describe('s3cmd’s own parser', () => {
  it('reads our profile and nothing else, whatever stood there, or the file is refused', () => {
    const line = fc.constantFrom('access_key = old', 'x = 1', '  y = "2"', 'secret_key = a:b', '# c', '', '  [d] = 1');
    const lines = fc.array(line, { maxLength: 6 }).map((all) => all.map((each) => `${each}\n`).join(''));
    const files = fc.sample(
      fc
        .tuple(lines, fc.array(fc.tuple(fc.constantFrom('default', 'default', 'other'), lines), { maxLength: 3 }))
        .map(([loose, rest]) => loose + rest.map(([name, text]) => `[${name}]\n${text}`).join('')),
      { numRuns: runs(400) },
    );
    const fresh = '[default]\naccess_key = 4f1c\nsecret_key = a+b/c=\n';
    const pairs = files.flatMap((before) => {
      const isOurs = (name: string) => name === 'default';
      const merged = mergeIni(Buffer.from(before), { dialect: s3cmdDialect, isOurs, alone: true, section: fresh });
      return merged.ok ? [{ before: '', after: merged.value.bytes.toString() }] : [];
    });
    expect(pairs.length).toBeGreaterThan(files.length / 14);
    const read = { access_key: '4f1c', secret_key: 'a+b/c=' };
    expect(compareByPython(pairs, BY_S3CMD, read)).toEqual({ compared: pairs.length, differing: [] });
  });
});

/** Our options as Python's configparser reads them: for configparser, nested settings are text. */
const OPTIONS = { key: 'a+b/c=', s3: '\naddressing_style = path' };

/** Reads each pair with `read`. Our profile must read as written, and everything else must be equal. */
const compare = (read: string) => `
import json, os, sys, tempfile
${read}
def read_text(text):
    with tempfile.NamedTemporaryFile('w', suffix='.ini', delete=False, newline='') as file:
        file.write(text)
    try:
        return read(file.name)
    finally:
        os.unlink(file.name)
differing = []
asked = json.load(sys.stdin)
for pair in asked['pairs']:
    before, after = read_text(pair['before']), read_text(pair['after'])
    before.pop('ours', None)
    ours = after.pop('ours', None)
    if before != after or ours != asked['ours']:
        differing.append(pair)
print(json.dumps({'compared': len(asked['pairs']), 'differing': differing}))
`;

const BY_BOTOCORE = compare('from awscli.botocore.configloader import raw_config_parse as read');
/** Like botocore, this reader fails if an option occurs twice. */
const BY_CONFIGPARSER = compare(`
import configparser
def read(path):
    parser = configparser.RawConfigParser(default_section=None)
    parser.read(path)
    return {name: dict(parser.items(name)) for name in parser.sections()}`);
const BY_S3CMD = compare(`
import logging
logging.disable()
from S3.Config import ConfigParser
def read(path):
    cfg = ConfigParser(path).cfg
    return {'ours': cfg} if cfg else {}`);
