import inspector from 'node:inspector';
import { afterEach, expect, it, vi } from 'vitest';
import { installedPackage } from '../../../main/shell/installed-package.ts';
import { testSwitch } from '../../../main/shell/test-switch.ts';

afterEach(() => {
  inspector.close();
  vi.unstubAllEnvs();
});

// Security line 37: an attacker who could choose the signing keys could offer any program as a newer Keydesk.
it('a switch for tests does nothing in a Keydesk for users', () => {
  vi.stubEnv('KEYDESK_UPDATES', 'x');
  expect(testSwitch({ isPackaged: true }, 'KEYDESK_UPDATES')).toBeUndefined();
  expect(testSwitch({ isPackaged: false }, 'KEYDESK_UPDATES')).toBe('x');
  inspector.open(0, '127.0.0.1');
  expect(testSwitch({ isPackaged: true }, 'KEYDESK_UPDATES')).toBe('x');
});

it.each([
  ['deb', 'linux', '/usr/lib/keydesk/keydesk', true],
  ['rpm', 'linux', '/usr/lib/keydesk/keydesk', false],
  ['tar.gz', 'linux', '/home/ada/keydesk/keydesk', true],
  ['exe', 'win32', 'C:\\Users\\Ada\\appdata\\local\\Programs\\keydesk\\Keydesk.exe', false],
  ['msi', 'win32', 'C:\\Program Files\\Keydesk\\Keydesk.exe', false],
  ['dmg', 'darwin', '/Applications/Keydesk.app/Contents/MacOS/Keydesk', false],
] as const)('a Keydesk was installed by %s where its program lies there', (kind, platform, execPath, hasList) => {
  const env = { LOCALAPPDATA: 'C:\\Users\\Ada\\AppData\\Local' };
  expect(installedPackage({ platform, execPath, env }, () => hasList)).toBe(kind);
});
