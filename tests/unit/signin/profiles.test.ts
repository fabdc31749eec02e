import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { profileSchema } from '../../../bridge/values/session.ts';
import { readConfigFile } from '../../../main/signin/config-file.ts';
import { profileValues } from '../../../main/signin/profile.ts';
import { listProfiles } from '../../../main/signin/profiles.ts';
import { createKeyFolder, createTestKey, type KeyFolder } from '../../support/parts/key-folder.ts';
import { unwrap } from '../../support/parts/unwrap.ts';

const key = createTestKey();
const locked = key.privateKey
  .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'secret' })
  .toString();
const user = 'ocid1.user.oc1..ada';
const tenancy = 'ocid1.tenancy.oc1..acme';
const complete = `user=${user}\ntenancy=${tenancy}\nfingerprint=${key.fingerprint}\nkey_file=~/.oci/key.pem\nregion=fra\n`;

let folder: KeyFolder;
beforeEach(() => {
  folder = createKeyFolder();
  folder.write('.oci/key.pem', key.pem);
  folder.write('.oci/locked.pem', locked);
});
afterEach(() => folder[Symbol.dispose]());

async function list(text: string) {
  return unwrap(await listProfiles(folder.env, folder.write('.oci/config', text))).profiles;
}
const one = async (text: string) => (await list(text))[0];

/** A token in Oracle's form, but with a false signature, which Keydesk does not check. */
const tokenOf = (claims: object) =>
  ['{"alg":"RS256"}', JSON.stringify(claims), 'signature']
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.');

describe('the list of profiles', () => {
  it('tells region, user, method and endpoint of each, in the order of the file', async () => {
    const text = `[DEFAULT]\n${complete}[ci.prod@acme]\nregion=us-ashburn-1\nkeydesk_endpoint=http://127.0.0.1:1\n`;
    expect(await list(text)).toEqual([
      {
        name: 'DEFAULT',
        region: 'eu-frankfurt-1',
        tenancyOcid: expect.stringMatching(/^ocid1\.tenancy\./),
        userOcid: user,
        method: 'api-key',
        tokenExpires: null,
        needsPassphrase: false,
        endpoint: null,
        problem: null,
      },
      expect.objectContaining({
        name: 'ci.prod@acme',
        region: 'us-ashburn-1',
        userOcid: user,
        endpoint: 'http://127.0.0.1:1',
        problem: null,
      }),
    ]);
  });

  it('shows a value that is far too long, so that it hides no other profile', async () => {
    const long = (key: string) => `${key}=${'x'.repeat(3000)}\n`;
    const text = `[good]\n${complete}[odd]\n${long('user')}${long('region')}${long('keydesk_endpoint')}`;
    const profiles = (await list(text)).map(({ problem: _, tenancyOcid: __, ...profile }) => ({
      ...profile,
      problem: null,
    }));
    expect(profiles.map(({ name }) => name)).toEqual(['good', 'odd']);
    for (const profile of profiles) expect(profileSchema.safeParse(profile).error?.issues).toBeUndefined();
  });

  it('knows the regions that this computer defines', async () => {
    const moon = { realmKey: 'oc99', realmDomainComponent: 'x.example', regionKey: 'LUN', regionIdentifier: 'moon' };
    folder.write('.oci/regions-config.json', JSON.stringify([moon]));
    expect(await one(`[A]\n${complete.replace('=fra', '=lun')}`)).toMatchObject({ region: 'moon', problem: null });
  });

  it('says when a passphrase will be needed: for an encrypted key without pass_phrase', async () => {
    const encrypted = complete.replace('key.pem', 'locked.pem');
    expect(await one(`[A]\n${encrypted}`)).toMatchObject({ needsPassphrase: true, problem: null });
    expect(await one(`[A]\n${encrypted}pass_phrase=secret\n`)).toMatchObject({ needsPassphrase: false, problem: null });
    expect(await one(`[DEFAULT]\npass_phrase=secret\n[A]\n${encrypted}`)).toMatchObject({ needsPassphrase: false });
    // An empty value in the profile removes the inherited one.
    const [, own] = await list(`[DEFAULT]\npass_phrase=secret\n[A]\n${encrypted}pass_phrase=\n`);
    expect(own).toMatchObject({ needsPassphrase: true });
  });

  it('takes a relative key_file from the folder of the file', async () => {
    expect(await one(`[A]\n${complete.replace('~/.oci/key.pem', 'key.pem')}`)).toMatchObject({ problem: null });
  });

  it('takes a fingerprint in capital letters', async () => {
    const shouted = complete.replace(key.fingerprint, key.fingerprint.toUpperCase());
    expect(await one(`[A]\n${shouted}`)).toMatchObject({ problem: null });
  });
});

describe('a session-token profile', () => {
  const token = (path: string) =>
    `[TOKEN]\nfingerprint=${key.fingerprint}\nkey_file=~/.oci/key.pem\ntenancy=${tenancy}\nregion=iad\nsecurity_token_file=${path}\n`;

  it('is recognised, tells its own user and expiry, and inherits neither user nor pass_phrase', async () => {
    folder.write('.oci/token', `${tokenOf({ sub: 'ocid1.user.oc1..token', exp: 4_000_000_000 })}\n`);
    const [, profile] = await list(`[DEFAULT]\n${complete}pass_phrase=secret\n${token('~/.oci/token')}`);
    expect(profile).toEqual({
      name: 'TOKEN',
      region: 'us-ashburn-1',
      tenancyOcid: 'ocid1.tenancy.oc1..acme',
      userOcid: 'ocid1.user.oc1..token',
      method: 'session-token',
      tokenExpires: '2096-10-02T07:06:40.000Z',
      needsPassphrase: false,
      endpoint: null,
      problem: null,
    });
  });

  it('has neither the user nor the pass_phrase of DEFAULT among its values', async () => {
    const text = `[DEFAULT]\n${complete}pass_phrase=secret\n${token('t')}`;
    const config = unwrap(await readConfigFile(folder.env, folder.write('.oci/config', text)));
    const values = profileValues(config, 'TOKEN');
    expect([values?.get('user'), values?.get('pass_phrase')]).toEqual([null, null]);
    expect(values?.get('region')?.text).toBe('iad');
  });

  it.each([
    ['missing', null],
    ['empty', ''],
    ['no JWT', 'hello'],
    ['a JWT of nonsense', 'a.b.c'],
    ['a JWT with odd claims', tokenOf({ exp: 'tomorrow', sub: 7 })],
    ['a JWT that expires after the end of time', tokenOf({ exp: 1e300 })],
    ['a JWT whose claims are a list', tokenOf([])],
  ])('is listed when its token is %s', async (_what, content) => {
    if (content !== null) folder.write('.oci/token', content);
    const profile = await one(token('~/.oci/token'));
    const problem = { kind: 'token-unusable', profile: 'TOKEN', file: join(folder.home, '.oci/token') };
    expect(profile).toMatchObject({ method: 'session-token', tokenExpires: null, userOcid: null, problem });
  });

  it('is inherited from DEFAULT, unless the profile names a user of its own', async () => {
    const byDefault = token('none').replace('[TOKEN]', '[DEFAULT]');
    const [, inheriting, own] = await list(`${byDefault}[A]\nregion=fra\n[B]\n${complete}`);
    expect(inheriting).toMatchObject({ method: 'session-token', region: 'eu-frankfurt-1' });
    expect(own).toMatchObject({ method: 'api-key', problem: null });
  });
});

describe('a profile that cannot work', () => {
  it.each([
    [
      'nothing in it',
      '',
      { kind: 'profile-incomplete', missing: ['user', 'tenancy', 'fingerprint', 'key_file', 'region'] },
    ],
    ['no region', complete.replace('region=fra\n', ''), { kind: 'profile-incomplete', missing: ['region'] }],
    ['an empty user', complete.replace(user, ''), { kind: 'profile-incomplete', missing: ['user'] }],
    ['a user that is no OCID', complete.replace(user, 'ada'), { kind: 'config-malformed', line: 2 }],
    ['a tenancy with a slash', complete.replace(tenancy, `${tenancy}/x`), { kind: 'config-malformed', line: 3 }],
    ['half a fingerprint', complete.replace(key.fingerprint, 'ab:cd'), { kind: 'config-malformed', line: 4 }],
    ['an unknown region', complete.replace('=fra', '=frankfurt'), { kind: 'region-unknown', region: 'frankfurt' }],
    ['an endpoint in the clear', `${complete}keydesk_endpoint=http://x.example`, { kind: 'endpoint-refused' }],
    ['no key at its path', complete.replace('key.pem', 'none.pem'), { kind: 'key-missing' }],
    ['a key that is none', complete.replace('key.pem', 'config'), { kind: 'key-unreadable' }],
  ])('says so beforehand: %s', async (_what, values, problem) => {
    expect(await one(`[A]\n${values}`)).toMatchObject({ problem });
  });

  it('says so with both fingerprints when the key is another one', async () => {
    const other = '00:'.repeat(15).concat('00');
    expect(await one(`[A]\n${complete.replace(key.fingerprint, other)}`)).toMatchObject({
      problem: {
        kind: 'fingerprint-mismatch',
        keyFile: join(folder.home, '.oci/key.pem'),
        expected: other,
        found: key.fingerprint,
      },
    });
  });

  it('does not keep the others from being listed', async () => {
    expect((await list(`[BAD]\nregion=x\n[GOOD]\n${complete}`)).map(({ problem }) => problem?.kind ?? null)).toEqual([
      'profile-incomplete',
      null,
    ]);
  });

  it('never shows the passphrase or the key', async () => {
    const text = `[A]\n${complete.replace('key.pem', 'locked.pem')}pass_phrase=hunter2hunter2\n`;
    expect(JSON.stringify(await list(text))).not.toMatch(/hunter2|BEGIN/);
  });
});
