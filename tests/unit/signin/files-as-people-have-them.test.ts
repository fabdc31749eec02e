import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkChosenKey, fingerprintInFile, listProfiles } from '../../../main/signin/profiles.ts';
import { createKeyFolder, createTestKey, type KeyFolder } from '../../support/parts/key-folder.ts';
import { unwrap } from '../../support/parts/unwrap.ts';

const key = createTestKey();
const otherKey = createTestKey();
const user = 'ocid1.user.oc1..ada';
const tenancy = 'ocid1.tenancy.oc1..acme';
const values = (separator: string) =>
  [`user${separator}${user}`, `tenancy${separator}${tenancy}`, `fingerprint${separator}${key.fingerprint}`, ''].join(
    '\n',
  );
const place = 'region=fra\nkey_file=~/.oci/key.pem\n';
const good = `[GOOD]\n${values('=')}${place}`;

let folder: KeyFolder;
beforeEach(() => {
  folder = createKeyFolder();
  folder.write('.oci/key.pem', key.pem);
});
afterEach(() => folder[Symbol.dispose]());

async function list(text: string, encoding: BufferEncoding = 'utf8', chosenKey: string | null = null) {
  const file = folder.write('.oci/config', Buffer.from(text, encoding));
  return unwrap(await listProfiles(folder.env, file, () => chosenKey));
}
const problemsOf = ({ profiles }: Awaited<ReturnType<typeof list>>) =>
  profiles.map(({ name, problem }) => [name, problem?.kind ?? null]);

describe('a configuration file as people have it', () => {
  it('offers profiles with any name, and with colons; the settings of Oracle’s CLI are none', async () => {
    const text = `[OCI_CLI_SETTINGS]\ndefault_profile = WORK\n[DEFAULT]\n${values(': ')}${place}[My Tenancy]\n[acme/prod]\n[München]\nregion: iad\n`;
    const listed = await list(text);
    expect(problemsOf(listed)).toEqual([
      ['DEFAULT', null],
      ['My Tenancy', null],
      ['acme/prod', null],
      ['München', null],
    ]);
    expect(listed.passedOver).toEqual([]);
  });

  it('tells what a profile with key_content needs, and offers the others', async () => {
    const content = 'key_content=-----BEGIN PRIVATE KEY-----\n  MIIEvQ==\n  -----END PRIVATE KEY-----\n';
    const listed = await list(`${good}[CI]\n${values('=')}region=fra\n${content}`);
    expect(problemsOf(listed)).toEqual([
      ['GOOD', null],
      ['CI', 'key-not-chosen'],
    ]);
    expect(listed.profiles[1]?.problem).toMatchObject({ why: 'content' });
  });

  it('names the line that is not UTF-8, and offers the profiles that do not need it', async () => {
    const path = 'key_file=C:\\Users\\Oldřich\\key.pem\n'.replace('ř', 'ø');
    const text = `# für die Produktion\n${good}[WIN]\n${values('=')}region=fra\n${path}`;
    const listed = await list(text, 'latin1');
    expect(problemsOf(listed)).toEqual([
      ['GOOD', null],
      ['WIN', 'config-malformed'],
    ]);
    expect(listed.profiles[1]?.problem).toMatchObject({ line: 13, reason: expect.stringContaining('UTF-8') });
    expect(listed.passedOver).toEqual([{ line: 1, reason: expect.stringContaining('UTF-8'), after: null }]);
  });

  it.each(['<path to your private keyfile> # TODO', 'Update_private_key_path', ''])(
    'asks for the private key where key_file is “%s”, and takes the one that was chosen',
    async (keyFile) => {
      const text = `[DEFAULT]\n${values('=')}region=eu-frankfurt-1\nkey_file=${keyFile}\n`;
      expect(problemsOf(await list(text))).toEqual([['DEFAULT', 'key-not-chosen']]);
      const chosen = folder.write('Downloads/ada.pem', key.pem);
      expect(problemsOf(await list(text, 'utf8', chosen))).toEqual([['DEFAULT', null]]);
      const check = (file: string) => checkChosenKey(folder.env, join(folder.home, '.oci/config'), 'DEFAULT', file);
      expect(await check(chosen)).toEqual({ ok: true, value: key.fingerprint });
      const other = folder.write('Downloads/other.pem', otherKey.pem);
      expect(await check(other)).toMatchObject({ problem: { kind: 'fingerprint-mismatch', keyFile: other } });
      expect(await check(join(folder.home, '.oci/config'))).toMatchObject({ problem: { kind: 'key-unreadable' } });
    },
  );

  it('tells before signing in that user and tenancy are exchanged', async () => {
    const exchanged = good.replace(user, 'X').replace(tenancy, user).replace('X', tenancy);
    expect((await list(exchanged)).profiles[0]?.problem).toMatchObject({
      kind: 'config-malformed',
      line: 2,
      reason: 'user and tenancy are exchanged',
    });
    expect((await list(good.replace(user, tenancy))).profiles[0]?.problem).toMatchObject({
      line: 2,
      reason: expect.stringContaining('not the OCID of a user'),
    });
  });

  it('knows whether a private key belongs to one of its profiles, by the fingerprint', async () => {
    const file = folder.write('.oci/config', good);
    const chosen = folder.write('ada.pem', key.pem);
    const find = (config: string, keyFile: string) => fingerprintInFile(folder.env, config, keyFile);
    expect(await find(file, chosen)).toBe(key.fingerprint);
    expect(await find(file, folder.write('other.pem', otherKey.pem))).toBeNull();
    expect(await find(file, file)).toBeNull();
    expect(await find(join(folder.home, 'none'), chosen)).toBeNull();
  });
});

describe('a key file as people have it', () => {
  it('is read in UTF-16, as PowerShell saves what it prints', async () => {
    const wide = Buffer.from(`\uFEFF${key.pem.replaceAll('\n', '\r\n')}OCI_API_KEY\r\n`, 'utf16le');
    for (const bytes of [wide, Buffer.from(wide).swap16()]) {
      folder.write('.oci/key.pem', bytes);
      expect(problemsOf(await list(good))).toEqual([['GOOD', null]]);
    }
  });
});
