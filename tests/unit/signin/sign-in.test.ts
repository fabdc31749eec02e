import { createPrivateKey } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Account } from '../../../main/signin/account.ts';
import { createTestKey } from '../../support/parts/key-folder.ts';
import { setUpSignInDesk } from '../../support/parts/sign-in-desk.ts';
import { unwrap } from '../../support/parts/unwrap.ts';

const { simulator, desk, tell, asked, signInAsAdmin } = setUpSignInDesk(20);

describe('signing in with a key of this computer’s own', () => {
  const keyOfThisComputer = ({ tenancyOcid, userOcid, fingerprint, endpoint }: Account) => ({
    name: 'API key of this computer',
    tenancyOcid,
    userOcid,
    fingerprint,
    region: { id: 'eu-frankfurt-1', key: 'fra', realmDomain: 'oraclecloud.com' },
    endpoint,
    privateKey: createPrivateKey(desk().adminPem),
  });

  it('proves the key, stores it, and makes an account beside that of the file', async () => {
    const { accounts, account } = await signInAsAdmin();
    const own = unwrap(await accounts.signInWithKey(keyOfThisComputer(account)));
    expect(own).toMatchObject({ displayName: 'Ada Byron', signedInBy: { kind: 'computer-key' } });
    expect(accounts.list().map(({ signedInBy }) => signedInBy.kind)).toEqual(['file-key', 'computer-key']);
    expect(accounts.current()?.id).toBe(own.id);
    const afterRestart = desk().start();
    expect(afterRestart.current()).toEqual(own);
    unwrap(await unwrap(await afterRestart.client()).oracle.getTenancy());
  });

  it('again renews that account and not the one of the file', async () => {
    const { accounts, account } = await signInAsAdmin();
    const first = unwrap(await accounts.signInWithKey(keyOfThisComputer(account)));
    const second = unwrap(await accounts.signInWithKey(keyOfThisComputer(account)));
    expect(second.id).toBe(first.id);
    expect(accounts.list()).toHaveLength(2);
  });

  it('changes nothing when Oracle does not know the key', async () => {
    const { accounts, account } = await signInAsAdmin();
    const attempt = await accounts.signInWithKey({ ...keyOfThisComputer(account), ...createTestKey() });
    expect(attempt).toMatchObject({ problem: { kind: 'not-authenticated' } });
    expect(accounts.list()).toEqual([account]);
    expect(desk().vault.asked.filter((call) => call.startsWith('put'))).toEqual([`put account:${account.id}`]);
  });

  it('belongs to the sample tenancy where its endpoint is the sample’s', async () => {
    const accounts = desk().start();
    const sample = unwrap(await accounts.signInSample(simulator().configFile, 'ADMIN'));
    expect(unwrap(await accounts.signInWithKey(keyOfThisComputer(sample))).sample).toBe(true);
    expect(desk().vault.asked).toEqual([]);
  });
});

describe('signing in', () => {
  it('tells who the user is, in which tenancy and domain', async () => {
    const { accounts, account } = await signInAsAdmin();
    expect(account).toMatchObject({
      profile: 'ADMIN',
      tenancyName: 'acme',
      userName: 'ada.byron',
      displayName: 'Ada Byron',
      domain: { name: 'Default', url: simulator().domainUrl },
      region: 'eu-frankfurt-1',
      identityUrl: simulator().url,
      endpoint: simulator().url,
      vaultKind: 'keychain',
      sample: false,
    });
    expect(accounts.current()).toEqual(account);
    expect(accounts.list()).toEqual([account]);
  });

  it('puts the key into the vault and the metadata into the store, and no key there', async () => {
    const { account } = await signInAsAdmin();
    expect(desk().vault.asked).toEqual([`put account:${account.id}`]);
    const { sample: _sample, ...stored } = account;
    expect(desk().store.content).toEqual({ accounts: [stored], current: account.id });
    const base64 = desk().adminPem.split('\n').slice(1, 4).join('');
    expect(JSON.stringify(desk().store.content)).not.toContain(base64.slice(40, 80));
  });

  it('does not need the key file again', async () => {
    const { accounts } = await signInAsAdmin(desk().start(), keyInHome());
    desk().folder.write('key.pem', 'gone');
    const client = unwrap(await accounts.client());
    unwrap(await client.oracle.getTenancy());
  });

  it('opens an encrypted key with the passphrase of the person, or with the one of the profile', async () => {
    const passphrase = 'open # sesame';
    desk().folder.write('key.pem', encrypted(passphrase));
    const accounts = desk().start();
    const locked = desk().writeConfig('ADMIN', { key_file: '~/key.pem' });
    const attempt = (given: string | null) => accounts.signIn({ file: locked, profile: 'ADMIN', passphrase: given });
    expect(await attempt(null)).toMatchObject({ problem: { kind: 'passphrase-needed' } });
    expect(await attempt('wrong')).toMatchObject({ problem: { kind: 'passphrase-wrong' } });
    unwrap(await attempt(passphrase));
    desk().writeConfig('ADMIN', { key_file: '~/key.pem', pass_phrase: passphrase });
    unwrap(await attempt(null));
    expect(JSON.stringify(desk().store.content)).not.toContain(passphrase);
  });

  it('again renews the account and makes no second one', async () => {
    const { accounts, account } = await signInAsAdmin();
    const again = unwrap(
      await accounts.signIn({ file: desk().writeConfig('OTHER'), profile: 'OTHER', passphrase: null }),
    );
    expect(again).toMatchObject({ id: account.id, profile: 'OTHER' });
    expect(accounts.list()).toHaveLength(1);
    expect(desk().store.content).toMatchObject({ accounts: [{ id: account.id, profile: 'OTHER' }] });
  });

  it('twice at the same moment makes one account, however slow the keychain is', async () => {
    const accounts = desk().start({
      ...desk().vault,
      put: (entry, bytes) => sleep(20).then(() => desk().vault.put(entry, bytes)),
    });
    await Promise.all([signInAsAdmin(accounts), signInAsAdmin(accounts), signInAsAdmin(accounts)]);
    expect(accounts.list()).toHaveLength(1);
  });

  it('again gives a client of the renewed account', async () => {
    const { accounts } = await signInAsAdmin();
    const oracle = async () => {
      const client = await accounts.client();
      return client.ok ? client.value.oracle : client.problem;
    };
    const before = await oracle();
    expect(await oracle()).toBe(before);
    await signInAsAdmin(accounts, desk().writeConfig('ADMIN', { region: 'iad' }));
    expect(accounts.current()?.region).toBe('us-ashburn-1');
    expect(await oracle()).not.toBe(before);
  });

  it('works for a user of whom the classic API knows nothing, and finds the domain all the same', async () => {
    await tell('faults', { kind: 'status', status: 404, path: '/20160918/users/', times: null });
    const { account } = await signInAsAdmin();
    expect(account).toMatchObject({ userName: 'ada.byron', domain: { name: 'Default' } });
  });

  it('works where no domain shows the user: the classic API is left', async () => {
    await tell('switches', { domains: false });
    const { accounts, account } = await signInAsAdmin();
    expect(account).toMatchObject({ userName: 'ada.byron', domain: null });
    const before = (await asked()).length;
    const client = await accounts.client();
    expect(client.ok && (await client.value.homeDomain())).toEqual({ ok: true, value: null });
    // Facts that signing in has read are not requested again.
    expect(await asked()).toHaveLength(before);
  });

  it('works for somebody who may not read the name of the tenancy', async () => {
    await tell('faults', { kind: 'status', status: 404, path: '/tenancies/', times: null });
    const { account } = await signInAsAdmin();
    expect(account.tenancyName).toBe(account.tenancyOcid);
  });

  it('asks the service for nothing more once a signature was refused', async () => {
    await tell('faults', { kind: 'status', status: 401, times: null });
    const attempt = await desk()
      .start()
      .signIn({ file: desk().writeConfig('ADMIN'), profile: 'ADMIN', passphrase: null });
    expect(attempt).toMatchObject({ problem: { kind: 'not-authenticated' } });
    expect(await asked()).toHaveLength(1);
  });
});

function keyInHome(): string {
  desk().folder.write('key.pem', desk().adminPem);
  return desk().writeConfig('ADMIN', { key_file: '~/key.pem' });
}

function encrypted(passphrase: string): string {
  return createPrivateKey(desk().adminPem)
    .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase })
    .toString();
}
