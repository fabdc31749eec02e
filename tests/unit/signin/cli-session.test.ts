import type { KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listProfiles } from '../../../main/signin/profiles.ts';
import { writeCliSession } from '../../support/desktop/oci-cli-session.ts';
import { setUpBrowserDesk } from '../../support/parts/browser-desk.ts';
import { unwrap } from '../../support/parts/unwrap.ts';
import { claimsOf, signInAtLogin } from '../../support/simulator/login-page.ts';

const { simulator, desk, tell, start, signInAs } = setUpBrowserDesk(5);

const PROFILE = 'ci';
const folder = `.oci/sessions/${PROFILE}`;

/** What `oci session authenticate` leaves behind: key, token and profile. `changes` of null leave a line out. */
async function signInWithCli(changes: Readonly<Record<string, string | null>> = {}, before = '') {
  const session = await signInAtLogin(simulator().url, 'Ada Byron');
  writeKey(session.privateKey);
  desk().folder.write(`${folder}/token`, session.token);
  const lines = {
    fingerprint: 'e1:8c:00:00:00:00:00:00:00:00:00:00:00:00:00:00',
    key_file: `~/${folder}/oci_api_key.pem`,
    tenancy: claimsOf(session.token).tenant,
    region: 'eu-frankfurt-1',
    security_token_file: `~/${folder}/token`,
    keydesk_endpoint: simulator().url,
    ...changes,
  };
  const values = Object.entries(lines).flatMap(([key, value]) => (value === null ? [] : [`${key}=${value}`]));
  const file = desk().folder.write('.oci/config', `${before}[${PROFILE}]\n${values.join('\n')}\n`);
  return { ...session, file };
}

const writeKey = (privateKey: KeyObject, passphrase?: string) =>
  desk().folder.write(
    `${folder}/oci_api_key.pem`,
    privateKey
      .export({ type: 'pkcs8', format: 'pem', ...(passphrase && { cipher: 'aes-256-cbc', passphrase }) })
      .toString(),
  );

const signIn = (file: string, accounts = desk().start(), passphrase: string | null = null) =>
  accounts.signIn({ file, profile: PROFILE, passphrase });

describe('a session profile of the OCI CLI', () => {
  it('signs in as the user of the token, with the session until its end', async () => {
    const { file, token } = await signInWithCli();
    const accounts = desk().start();
    const account = unwrap(await signIn(file, accounts));
    const { sub, exp } = claimsOf(token);
    expect(account).toMatchObject({
      profile: PROFILE,
      userOcid: sub,
      displayName: 'Ada Byron',
      signedInBy: { kind: 'cli-session', file, expires: new Date(exp * 1000).toISOString(), renewableUntil: null },
    });
    unwrap(await unwrap(await accounts.client()).oracle.getTenancy());
    unwrap(await unwrap(await desk().start().client()).oracle.getTenancy());
  });

  it.each([{}, { passPhrase: 'a passphrase' }])('in the very files that the CLI writes, %j, signs in', async (more) => {
    const { token, privateKey } = await signInAtLogin(simulator().url, 'Grace Hopper');
    const file = await writeCliSession(join(desk().folder.home, '.oci'), {
      profile: PROFILE,
      tenancyOcid: claimsOf(token).tenant,
      region: 'eu-frankfurt-1',
      token,
      privateKey,
      endpoint: simulator().url,
      ...more,
    });
    expect(unwrap(await signIn(file))).toMatchObject({
      displayName: 'Grace Hopper',
      signedInBy: { kind: 'cli-session' },
    });
  });

  it('never takes the user or the pass_phrase of DEFAULT', async () => {
    const before = `[DEFAULT]\nuser=ocid1.user.oc1..somebodyelse\npass_phrase=wrong\n`;
    const { file, token } = await signInWithCli({}, before);
    expect(unwrap(await signIn(file)).userOcid).toBe(claimsOf(token).sub);
  });

  it.each(['Update_private_key_path', null])('whose key_file is %s has its key beside the token', async (key_file) => {
    const { file } = await signInWithCli({ key_file });
    unwrap(await signIn(file));
  });

  it('opens an encrypted key with its pass_phrase, or with what the person types', async () => {
    const { file, privateKey } = await signInWithCli();
    writeKey(privateKey, 'open sesame');
    const [listed] = unwrap(await listProfiles(desk().folder.env, file)).profiles;
    expect(listed).toMatchObject({ method: 'session-token', needsPassphrase: true, problem: null });
    expect(await signIn(file)).toMatchObject({ problem: { kind: 'passphrase-needed' } });
    unwrap(await signIn(file, undefined, 'open sesame'));
    const again = await signInWithCli({ pass_phrase: 'open sesame' });
    writeKey(again.privateKey, 'open sesame');
    unwrap(await signIn(again.file));
  });

  it('that is over says so before Oracle is asked, and how to renew it', async () => {
    await tell('switches', { tokenLife: 1 });
    const { file, token } = await signInWithCli();
    const now = claimsOf(token).exp * 1000 + 1;
    const [listed] = unwrap(await listProfiles(desk().folder.env, file, undefined, now)).profiles;
    const problem = { kind: 'cli-session-over', profile: PROFILE, region: 'eu-frankfurt-1' };
    expect(listed).toMatchObject({ problem, tokenExpires: new Date(now - 1).toISOString() });
    await expect.poll(() => signIn(file)).toMatchObject({ problem });
  });

  it('without a token, or with one that is none, is named with its file', async () => {
    const { file } = await signInWithCli({ security_token_file: '~/none' });
    const none = join(desk().folder.home, 'none');
    expect(await signIn(file)).toMatchObject({ problem: { kind: 'token-unusable', file: none } });
    desk().folder.write('none', 'hello');
    expect(await signIn(file)).toMatchObject({ problem: { kind: 'token-unusable', file: none } });
    const incomplete = await signInWithCli({ region: null });
    expect(await signIn(incomplete.file)).toMatchObject({
      problem: { kind: 'profile-incomplete', missing: ['region'] },
    });
  });

  it('is prolonged in Keydesk alone: the files of the CLI stay byte for byte', async () => {
    await tell('switches', { tokenLife: 3600 });
    const { file, token } = await signInWithCli();
    await tell('switches', { tokenLife: 7200 });
    const read = () =>
      ['config', `sessions/${PROFILE}/token`, `sessions/${PROFILE}/oci_api_key.pem`].map((name) =>
        readFileSync(join(desk().folder.home, '.oci', name), 'utf8'),
      );
    const before = read();
    const accounts = desk().start();
    const account = unwrap(await signIn(file, accounts));
    unwrap(await accounts.renewSession(account.id));
    const { signedInBy } = accounts.current() ?? {};
    expect(
      signedInBy?.kind === 'cli-session' && signedInBy.expires > new Date(claimsOf(token).exp * 1000).toISOString(),
    ).toBe(true);
    expect(read()).toEqual(before);
    unwrap(await unwrap(await desk().start().client()).oracle.getTenancy());
  });

  it('is signed in with again from its files where they are newer, else with the browser; it stays one account', async () => {
    const { file } = await signInWithCli();
    const here = await start();
    const account = unwrap(await signIn(file, here.accounts));
    await signInWithCli();
    unwrap(await here.signingIn.again(account.id));
    expect(here.signingIn.state()).toEqual({ kind: 'idle' });
    expect(here.accounts.list().map(({ id }) => id)).toEqual([account.id]);
    desk().folder.write(`${folder}/token`, 'gone');
    unwrap(await here.signingIn.again(account.id));
    expect(here.signingIn.state().kind).toBe('waiting');
    await here.signIn();
    expect(here.accounts.current()).toMatchObject({ id: account.id, signedInBy: { kind: 'browser-session' } });
  });

  it('stands beside the account of a file’s API key', async () => {
    const accounts = desk().start();
    await signInAs('ADMIN', accounts);
    const { file } = await signInWithCli();
    unwrap(await signIn(file, accounts));
    expect(accounts.list().map(({ signedInBy }) => signedInBy.kind)).toEqual(['file-key', 'cli-session']);
  });
});
