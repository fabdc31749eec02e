import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { parseLaunchArguments, viewOfLink } from '../../../main/shell/launch-arguments.ts';
import { parseRoute } from '../../../renderer/app/route.ts';

const folder = mkdtempSync(join(tmpdir(), 'keydesk-launch-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
writeFileSync(join(folder, 'armored.txt'), '');
const from = { folder, appPath: null };
const fileOf = (...words: string[]) => parseLaunchArguments(['/opt/keydesk', ...words], from).file;

describe('the command line', () => {
  it('asks for the sample tenancy by the exact word', () => {
    expect(parseLaunchArguments(['keydesk', '--sample'], from).sample).toBe(true);
  });

  it('ignores everything else, from every sender', () => {
    for (const word of ['--sample=1', '--samples', '-sample', 'sample', '--SAMPLE', '', '--sample\0']) {
      expect(parseLaunchArguments(['keydesk', word], from).sample).toBe(false);
    }
  });

  it('names a handed-over file by its ending, where the words were typed', () => {
    expect(fileOf('key.age')).toBe(join(folder, 'key.age'));
    expect(fileOf('../KEY.AGE')).toBe(join(folder, '..', 'KEY.AGE'));
    expect(fileOf('/tmp/key.age')).toBe('/tmp/key.age');
    expect(fileOf('--user-data-dir=/tmp/x', '--sample', 'key.age')).toBe(join(folder, 'key.age'));
  });

  it('names any other file only if it is there', () => {
    expect(fileOf('armored.txt')).toBe(join(folder, 'armored.txt'));
    expect(fileOf('nothing.txt')).toBeNull();
    expect(fileOf('.')).toBeNull();
  });

  it('names a file by its address, as file managers on Linux do, on this computer alone', () => {
    const path = join(folder, 'my key.age');
    expect(fileOf(pathToFileURL(path).href)).toBe(path);
    for (const address of [
      'file://evil.example/share/key.age',
      'file:////evil.example/share/key.age',
      'https://evil.example/key.age',
      'javascript:alert(1)//key.age',
      'keydesk://open/key.age',
      'data:,key.age',
    ]) {
      expect(fileOf(address), address).toBeNull();
    }
  });

  it('names at most one file: its first word', () => {
    expect(fileOf('https://example.com/', 'key.age')).toBeNull();
    expect(fileOf('one.age', 'two.age')).toBe(join(folder, 'one.age'));
    for (const word of ['', 'key.age\0', '-key.age']) expect(fileOf(word)).toBeNull();
    expect(fileOf()).toBeNull();
  });

  it('begins behind the folder of the app where Electron’s own program runs it', () => {
    const inCheckout = { folder, appPath: '/home/ada/keydesk' };
    const parse = (...argv: string[]) => parseLaunchArguments(argv, inCheckout).file;
    expect(parse('electron', '-r', 'hold.cjs', '/home/ada/keydesk', '--sample', 'key.age')).toBe(
      join(folder, 'key.age'),
    );
    expect(parse('electron', '/home/ada/keydesk')).toBeNull();
    expect(parse('electron', 'key.age')).toBeNull();
  });

  it('names a user, or every key, by a link of exactly one form', () => {
    const linkOf = (...words: string[]) => parseLaunchArguments(['/opt/keydesk', ...words], from).link;
    expect(linkOf('keydesk://user/ocid1.user.oc1..aaaa7q2a')).toEqual({ user: 'ocid1.user.oc1..aaaa7q2a' });
    expect(linkOf('keydesk://report')).toBe('all-keys');
    expect(linkOf('--user-data-dir=/tmp/x', 'keydesk://user/ocid1.user.oc1.eu-frankfurt-1.aaaa/')).toEqual({
      user: 'ocid1.user.oc1.eu-frankfurt-1.aaaa',
    });
    for (const link of [
      'keydesk://report?output=/etc/passwd',
      'keydesk://report/all',
      'keydesk://user/',
      'keydesk://user/ada.byron',
      'keydesk://user/ocid1.tenancy.oc1..aaaa',
      'keydesk://user/ocid1.user.oc1..aaaa?delete=yes',
      'keydesk://user/ocid1.user.oc1..aaaa#/settings',
      'keydesk://user/ocid1.user.oc1..aaaa/keys',
      'keydesk://user/ocid1.user.oc1..aaaa%22',
      'keydesk://user/ocid1.user.oc1..aaaa\n',
      `keydesk://user/ocid1.user.oc1..${'a'.repeat(500)}`,
      'KEYDESK://user/ocid1.user.oc1..aaaa',
      'keydesk://delete/ocid1.user.oc1..aaaa',
      'keydesk:user/ocid1.user.oc1..aaaa',
      ' keydesk://user/ocid1.user.oc1..aaaa',
      'https://user/ocid1.user.oc1..aaaa',
    ]) {
      expect(linkOf(link), link).toBeNull();
      expect(fileOf(link), link).toBeNull();
    }
    expect(linkOf('key.age', 'keydesk://user/ocid1.user.oc1..aaaa')).toBeNull();
  });

  it('leads to a view that the page knows by its address', () => {
    expect(parseRoute(viewOfLink('all-keys'))).toEqual({ view: 'all-keys' });
    const user = 'ocid1.user.oc1..aaaa';
    expect(parseRoute(viewOfLink({ user }))).toEqual({ view: 'users', domainId: null, text: user });
    expect(viewOfLink(null)).toBe('');
  });
});
