import { describe, expect, it } from 'vitest';
import { parseCommand, wordsOf } from '../../../main/command-line/parse-command.ts';
import { fc } from '../../support/random/random-runs.ts';

const mistake = (message: string) => ({ kind: 'mistake', message, exitCode: 2 });

describe('the words of a command line', () => {
  it('are all behind the program in a package, and behind the app’s folder in a checkout', () => {
    expect(wordsOf(['/opt/Keydesk/keydesk', 'list'], null)).toEqual(['list']);
    expect(wordsOf(['electron', '-r', 'hook.cjs', '/home/ada/keydesk/', 'list'], '/home/ada/keydesk')).toEqual([
      'list',
    ]);
    expect(wordsOf(['electron', '.', 'list'], process.cwd())).toEqual(['list']);
    expect(wordsOf(['electron', 'list'], '/home/ada/keydesk')).toEqual([]);
  });
});

describe('a command', () => {
  it('is read with what it needs', () => {
    expect(parseCommand(['list'])).toEqual({ kind: 'list', json: false });
    expect(parseCommand(['list', '--json'])).toEqual({ kind: 'list', json: true });
    expect(parseCommand(['accounts'])).toEqual({ kind: 'accounts', json: false });
    expect(parseCommand(['accounts', '--json'])).toEqual({ kind: 'accounts', json: true });
    expect(parseCommand(['policy', '--json'])).toEqual({ kind: 'policy', json: true });
    expect(parseCommand(['accounts', 'ada'])).toEqual(mistake('accounts does not take ada'));
    expect(parseCommand(['credentials', 'backup'])).toEqual({ kind: 'credentials', name: 'backup' });
    expect(parseCommand(['credentials', '--json', 'backup'])).toEqual({ kind: 'credentials', name: 'backup' });
    expect(parseCommand(['--version'])).toEqual({ kind: 'version' });
    for (const words of [['--help'], ['-h'], ['list', '--help'], ['credentials', '-h'], ['exec', '--help']]) {
      expect(parseCommand(words)).toEqual({ kind: 'help' });
    }
  });

  it('may stand behind switches of Chromium’s', () => {
    expect(parseCommand(['--user-data-dir=/tmp/x', 'list'])).toEqual({ kind: 'list', json: false });
  });

  it('is none if a window should open: no word, a switch, a file, an address', () => {
    const windows = [
      [],
      ['--sample'],
      ['/tmp/key.age'],
      ['key.age'],
      ['./list'],
      ['C:\\keys\\list'],
      ['https://a.b/c'],
    ];
    for (const words of windows) expect(parseCommand(words)).toBeNull();
  });

  it('is a mistake where it is spelled wrongly, says too much or too little', () => {
    expect(parseCommand(['lst'])).toEqual(mistake('there is no command lst'));
    expect(parseCommand(['list', '--all'])).toEqual(mistake('list has no option --all'));
    expect(parseCommand(['list', 'backup'])).toEqual(mistake('list does not take backup'));
    expect(parseCommand(['credentials', '--region', 'x'])).toEqual(mistake('credentials has no option --region'));
    expect(parseCommand(['credentials', 'a', 'b'])).toEqual(mistake('credentials does not take b'));
    for (const words of [['credentials'], ['credentials', '--json'], ['exec'], ['exec', '--', 'ls']]) {
      expect(parseCommand(words)).toMatchObject({
        kind: 'mistake',
        message: expect.stringContaining('needs the name'),
      });
    }
    for (const words of [
      ['exec', 'a'],
      ['exec', 'a', '--'],
      ['exec', 'a', ''],
    ]) {
      expect(parseCommand(words)).toEqual(mistake('exec needs a command to run'));
    }
  });
});

describe('exec', () => {
  it('passes every word after the two dashes on unchanged', () => {
    const word = fc.string({ maxLength: 20 });
    const program = fc.string({ minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(program, fc.array(word), (first, args) => {
        const read = parseCommand(['exec', 'backup', '--', first, ...args]);
        expect(read).toEqual({ kind: 'exec', name: 'backup', program: first, args });
      }),
    );
  });

  it('needs no dashes before a command without options, and insists on them before one with options', () => {
    const ls = { kind: 'exec', name: 'backup', program: 'aws', args: ['s3', 'ls'] };
    expect(parseCommand(['exec', 'backup', 'aws', 's3', 'ls'])).toEqual(ls);
    const told = mistake('put -- before a command that has options: keydesk exec backup -- COMMAND...');
    expect(parseCommand(['exec', 'backup', 'aws', '--version'])).toEqual(told);
    expect(parseCommand(['exec', 'backup', 'sh', '--', '-c'])).toEqual(told);
  });
});

it('answers any words at all, and never takes a word that begins with a dash for a name', () => {
  const words = fc.array(
    fc.oneof(
      fc.constantFrom('list', 'credentials', 'exec', '--', '--json', '-h', '--help'),
      fc.string({ maxLength: 8 }),
    ),
  );
  fc.assert(
    fc.property(words, (given) => {
      const read = parseCommand(given);
      if (read && 'name' in read) expect(read.name).not.toMatch(/^-/);
    }),
  );
});
