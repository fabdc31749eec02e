import { describe, expect, it } from 'vitest';
import { type ProfileBlock, type Tool, toolSchema } from '../../../bridge/values/usage.ts';
import { differenceOf } from '../../../renderer/panes/usage/difference.ts';
import {
  changeWords,
  nameHint,
  shortFile,
  suggestName,
  tools,
  wordsOf,
  writeOffer,
} from '../../../renderer/panes/usage/tool-words.ts';
import { fc } from '../../support/random/random-runs.ts';

const block = (file: string | null, change: ProfileBlock['change']): ProfileBlock => ({
  file,
  text: '[ci-deploy]\n',
  holdsSecret: true,
  change,
  replaces: change === 'replaced' ? '[ci-deploy]\nold\n' : null,
  backup: 'none',
  values: null,
});

describe('the tools to choose from', () => {
  it('are all that the bridge knows, each once', () => {
    expect(tools.map(({ id }) => id).toSorted()).toEqual([...toolSchema.options].toSorted());
  });

  it('say how the name is used', () => {
    expect(nameHint('aws', 'ci')).toBe('aws --profile ci');
    expect(nameHint('rclone', '')).toBe('rclone lsd NAME:');
    expect(nameHint('s3cmd', 'ci')).toBe('s3cmd -c ~/.s3cfg-ci');
    expect(nameHint('s3cmd', 'default')).toBe('s3cmd -c ~/.s3cfg');
    const named = tools.filter(({ named }) => named !== null).map(({ id }) => id);
    expect(toolSchema.options.filter((tool) => nameHint(tool, 'ci')).toSorted()).toEqual(named.toSorted());
    expect(nameHint('web-form', 'ci')).toBeNull();
  });
});

describe('what no profile can set', () => {
  const adviceFor = (tool: Tool, isHome = true) => wordsOf(tool)?.advice?.('uk-london-1', isHome) ?? null;

  it.each<Tool>(['aws', 'aws-on-demand', 'dotenv', 'posix-shell', 'powershell', 'kubernetes'])(
    'is said of %s: SDKs send a checksum that Oracle refuses for many deletions',
    (tool) => expect(adviceFor(tool)).toContain('ChecksumAlgorithm SHA256'),
  );
  it.each<Tool>(['dotenv', 'posix-shell', 'powershell', 'kubernetes'])('is said of %s: path style', (tool) => {
    expect(adviceFor(tool)).toMatch(/JavaScript \(forcePathStyle\) and Ruby \(force_path_style\)/);
  });
  it('is said of the MinIO client outside the home region', () => {
    expect(adviceFor('mc', false)).toContain('MC_REGION=uk-london-1');
    expect(adviceFor('mc')).toBeNull();
  });
});

describe('the name suggested for a profile', () => {
  it.each([
    ['ci-deploy', 'ci-deploy'],
    ['Grace’s NAS (cellar)', 'grace-s-nas-cellar'],
    ['Zürich Büro', 'zurich-buro'],
    ['2nd key', 'key-2nd-key'],
    ['密钥', 'key'],
    ['  ', 'key'],
  ])('for "%s" is "%s"', (keyName, name) => expect(suggestName(keyName)).toBe(name));

  it('is one that every tool takes, whatever the key is called', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (keyName) => {
        expect(suggestName(keyName)).toMatch(/^[a-z](?:[a-z0-9-]{0,62}[a-z0-9])?$/);
      }),
    );
  });
});

describe('what writing would do', () => {
  it('is said for each change, and nothing where there is no file', () => {
    expect(changeWords('none')).toBeNull();
    expect(changeWords('replaced')).toEqual({ text: 'Replaces a profile', tone: 'warning' });
    expect(changeWords('new-file')?.text).toBe('New file');
    // Nothing has been written yet.
    expect(changeWords('added')?.text).toBe('Adds to the file');
  });
  it('names the one file that changes', () => {
    expect(writeOffer([block('~/.config/rclone/rclone.conf', 'added')]).button).toBe(
      'Write to ~/.config/rclone/rclone.conf',
    );
    expect(writeOffer([block('~/.aws/credentials', 'added'), block('~/.aws/config', 'same')]).button).toBe(
      'Write to ~/.aws/credentials',
    );
  });
  it('names the keeping that comes with it', () => {
    const offer = writeOffer([block('~/.aws/config', 'added')], 'ci-deploy');
    expect(offer.button).toBe('Keep the key and write to ~/.aws/config');
    // The profile was written before, but the key is not saved yet.
    expect(writeOffer([block('~/.aws/config', 'same')], 'ci')).toMatchObject({
      button: 'Keep the key',
      written: false,
    });
  });
  it('says both where two change', () => {
    const offer = writeOffer([block('~/.aws/credentials', 'replaced'), block('~/.aws/config', 'added')]);
    expect(offer.button).toBe('Write to both files');
    expect(offer.written).toBe(false);
  });
  it('is nothing where all of it is there already, or where the tool has no file', () => {
    expect(writeOffer([block('~/.aws/credentials', 'same')])).toMatchObject({ written: true });
    expect(writeOffer([block(null, 'none')])).toMatchObject({ button: null, written: false });
  });
  it('shortens a long path to what tells it apart', () => {
    expect(shortFile('~/.aws/credentials')).toBe('~/.aws/credentials');
    expect(shortFile('C:\\Users\\grace.hopper\\AppData\\Roaming\\rclone\\rclone.conf')).toBe('…/rclone/rclone.conf');
  });
});

describe('the difference of two profiles', () => {
  it('shows what goes before what comes, and what stays between', () => {
    expect(differenceOf('[ci]\nkey = old\nregion = a\n', '[ci]\nkey = new\nregion = a\noutput = json\n')).toEqual([
      { kind: 'same', text: '[ci]' },
      { kind: 'gone', text: 'key = old' },
      { kind: 'new', text: 'key = new' },
      { kind: 'same', text: 'region = a' },
      { kind: 'new', text: 'output = json' },
    ]);
  });
  it('does not take the ends of lines for a change', () => {
    expect(differenceOf('a\r\nb', 'a\nb\n').every(({ kind }) => kind === 'same')).toBe(true);
  });
  it('is all new from nothing, and all gone to nothing', () => {
    expect(differenceOf('', 'a\nb\n').map(({ kind }) => kind)).toEqual(['new', 'new']);
    expect(differenceOf('a\n', '').map(({ kind }) => kind)).toEqual(['gone']);
  });
  it('loses and invents no line', () => {
    const lines = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 });
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        const found = differenceOf(
          before.map((line) => `${line}\n`).join(''),
          after.map((line) => `${line}\n`).join(''),
        );
        const text = (left: 'gone' | 'new') => found.filter(({ kind }) => kind !== left).map((line) => line.text);
        expect(text('new')).toEqual(before);
        expect(text('gone')).toEqual(after);
      }),
    );
  });
  it('gives up on finding what stays where there are too many lines', () => {
    const many = 'line\n'.repeat(1100);
    const found = differenceOf(many, many);
    expect(found).toHaveLength(2200);
    expect(found[0]?.kind).toBe('gone');
  });
});
