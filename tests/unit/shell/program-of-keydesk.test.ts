import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { programOfKeydesk } from '../../../main/shell/program-of-keydesk.ts';

const appWith = (profile: string, isPackaged = true) => ({
  isPackaged,
  getAppPath: () => '/home/ada/keydesk',
  commandLine: { getSwitchValue: (name: string) => (name === 'user-data-dir' ? profile : '') },
});

describe('the words that start this Keydesk from another program’s configuration', () => {
  it('name its program, and its folder in a checkout', () => {
    expect(programOfKeydesk(appWith(''))).toEqual([process.execPath]);
    expect(programOfKeydesk(appWith('', false))).toEqual([process.execPath, '/home/ada/keydesk']);
  });

  it('name another profile folder by its whole path, wherever the other program runs', () => {
    expect(programOfKeydesk(appWith('/srv/keydesk'))).toEqual([process.execPath, '--user-data-dir=/srv/keydesk']);
    const whole = join(process.cwd(), 'profiles', 'work');
    expect(programOfKeydesk(appWith('profiles/work'))).toEqual([process.execPath, `--user-data-dir=${whole}`]);
  });
});
