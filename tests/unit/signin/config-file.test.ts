import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { expandHome, readConfigFile, standardConfigFile } from '../../../main/signin/config-file.ts';
import { createKeyFolder } from '../../support/parts/key-folder.ts';
import { unwrap } from '../../support/parts/unwrap.ts';

const folder = createKeyFolder();
afterAll(() => folder[Symbol.dispose]());

describe('the path of the configuration file', () => {
  const homedir = () => '/home/ada';
  it('is what OCI_CLI_CONFIG_FILE says, else OCI_CONFIG_FILE, else ~/.oci/config', () => {
    const both = { OCI_CLI_CONFIG_FILE: '/a/config', OCI_CONFIG_FILE: '/b/config' };
    expect(standardConfigFile({ variables: both, homedir })).toBe('/a/config');
    expect(standardConfigFile({ variables: { OCI_CONFIG_FILE: '/b/config' }, homedir })).toBe('/b/config');
    expect(standardConfigFile({ variables: { OCI_CLI_CONFIG_FILE: '', OCI_CONFIG_FILE: '~/b' }, homedir })).toBe(
      '/home/ada/b',
    );
    expect(standardConfigFile({ variables: {}, homedir })).toBe(join('/home/ada', '.oci', 'config'));
  });

  it('is in the home folder for ~, in either writing', () => {
    expect(expandHome('~/.oci/key.pem', '/home/ada')).toBe('/home/ada/.oci/key.pem');
    expect(expandHome('~\\.oci\\key.pem', '/home/ada')).toBe('/home/ada/.oci/key.pem');
    expect(expandHome('/x/~/y', '/home/ada')).toBe('/x/~/y');
    expect(expandHome('~grace/key.pem', '/home/ada')).toBe('~grace/key.pem');
  });
});

describe('a configuration file', () => {
  const read = (content: string | Buffer) => readConfigFile(folder.env, folder.write('config', content));
  const file = join(folder.home, 'config');

  it('is read from the disk', async () => {
    const config = unwrap(await read('[A]\nregion=fra\n'));
    expect(config.sections.get('A')?.values.get('region')?.text).toBe('fra');
    unwrap(await read(''));
  });

  it('that does not exist is reported, with its path', async () => {
    expect(await readConfigFile(folder.env, '/nowhere/config')).toEqual({
      ok: false,
      problem: { kind: 'config-missing', file: '/nowhere/config' },
    });
  });

  it.each([
    ['a letter', Buffer.from('Dear Sir or Madam,\n'), /no line of it is a profile name in brackets/],
    ['anything larger than a megabyte', Buffer.alloc(1024 * 1024 + 1, '#'), /larger than 1024 kB/],
  ])('is refused with the reason: %s', async (_what, content, reason) => {
    expect(await read(content)).toEqual({
      ok: false,
      problem: { kind: 'config-unreadable', file, reason: expect.stringMatching(reason) },
    });
  });

  it('that is a folder is refused with the reason', async () => {
    expect(await readConfigFile(folder.env, folder.home)).toMatchObject({
      problem: { kind: 'config-unreadable', reason: 'it is a folder' },
    });
  });

  it('is read in UTF-16 too, as some Windows programs save it', async () => {
    const text = Buffer.from('\uFEFF[A]\nregion=fra', 'utf16le');
    for (const bytes of [text, Buffer.from(text).swap16()]) {
      const config = unwrap(await read(bytes));
      expect(config.sections.get('A')?.values.get('region')?.text).toBe('fra');
    }
  });

  it('is not taken for one where it is a private key', async () => {
    const pem = '-----BEGIN RSA PRIVATE KEY-----\nMIIEpA==\n-----END RSA PRIVATE KEY-----\nOCI_API_KEY\n';
    expect(await read(pem)).toEqual({ ok: false, problem: { kind: 'config-is-key', file } });
  });
});
