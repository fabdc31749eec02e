import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { shellLine } from '../../../main/tools/shell-line.ts';
import { fc } from '../../support/random/random-runs.ts';

const words = fc.array(
  fc.string({ unit: fc.constantFrom(...`aZ0 /.-_+=:@%'"\\$\`!*?#~&|;<>(){}[]ü`), minLength: 1, maxLength: 12 }),
  {
    minLength: 1,
    maxLength: 4,
  },
);
const samples = fc.sample(words);

describe('a command on one line', () => {
  it('is split into the same words by sh', () => {
    const script = samples.map((each) => `printf '%s\\n' ${shellLine(each, 'linux')}; echo`).join('\n');
    const read = execFileSync('sh', ['-c', script], { encoding: 'utf8' });
    expect(read).toBe(samples.map((each) => `${each.join('\n')}\n\n`).join(''));
  });

  it('is split into the same words by Python’s shlex, as the AWS CLI does', () => {
    const script = 'import json, shlex, sys; print(json.dumps([shlex.split(line) for line in json.load(sys.stdin)]))';
    const input = JSON.stringify(samples.map((each) => shellLine(each, 'linux')));
    expect(JSON.parse(execFileSync('/usr/bin/python3', ['-c', script], { input, encoding: 'utf8' }))).toEqual(samples);
  });

  it('is split into the same words by botocore’s reading of Windows’ rules', () => {
    const script = `
import json, sys
from awscli.botocore.compat import _windows_shell_split
print(json.dumps([_windows_shell_split(line) for line in json.load(sys.stdin)]))`;
    const paths = [
      ['C:\\Program Files\\Keydesk\\Keydesk.exe', 'credentials', 'backup'],
      ['C:\\Users\\ada b\\', 'x'],
      ['keydesk', "it's", 'a b'],
    ];
    const input = JSON.stringify(paths.map((each) => shellLine(each, 'win32')));
    expect(JSON.parse(execFileSync('/usr/bin/python3', ['-c', script], { input, encoding: 'utf8' }))).toEqual(paths);
  });

  it('has no quotes where none are needed', () => {
    expect(shellLine(['/usr/bin/keydesk', 'credentials', 'ci-1'], 'linux')).toBe('/usr/bin/keydesk credentials ci-1');
    expect(shellLine(['C:\\Keydesk\\keydesk.exe', 'credentials'], 'win32')).toBe(
      'C:\\Keydesk\\keydesk.exe credentials',
    );
  });
});
