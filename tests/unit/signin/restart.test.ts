import { describe, expect, it } from 'vitest';
import { createChangingVault } from '../../../main/vault/changing-vault.ts';
import { createMemoryVault } from '../../../main/vault/memory-vault.ts';
import { setUpSignInDesk } from '../../support/parts/sign-in-desk.ts';
import { unwrap } from '../../support/parts/unwrap.ts';

const { desk, signInAs, signInAsAdmin } = setUpSignInDesk(20);

describe('after a restart', () => {
  it('the accounts are there, the current one too, and the vault has not been touched', async () => {
    const { accounts, account: admin } = await signInAsAdmin();
    await signInAs('USER', accounts);
    unwrap(accounts.switchTo(admin.id));
    desk().vault.asked.length = 0;

    const later = desk().start();
    expect(later.list()).toEqual(accounts.list());
    expect(later.current()?.id).toBe(admin.id);
    expect(desk().vault.asked).toEqual([]);
  });

  it('the vault is read at the first call, once, however many calls there are', async () => {
    await signInAsAdmin();
    desk().vault.asked.length = 0;
    const accounts = desk().start();
    const clients = await Promise.all([accounts.client(), accounts.client(), accounts.client()]);
    for (const client of clients) unwrap(await unwrap(client).oracle.getTenancy());
    unwrap(await accounts.client());
    expect(desk().vault.asked).toHaveLength(1);

    accounts.forgetKeys();
    unwrap(await accounts.client());
    expect(desk().vault.asked).toHaveLength(2);
  });

  it('an account whose key is gone says so, and nothing of it is deleted', async () => {
    const { account } = await signInAsAdmin();
    await desk().vault.remove(`account:${account.id}`);
    const accounts = desk().start();
    expect(await accounts.client()).toMatchObject({
      problem: { kind: 'credential-missing', account: { id: account.id }, vault: { kind: 'keychain' } },
    });
    expect(accounts.list()).toHaveLength(1);
    expect(desk().store.content).toMatchObject({ accounts: [{ id: account.id }] });
    // The next sign-in restores it as the same account.
    expect((await signInAsAdmin(accounts)).account.id).toBe(account.id);
    unwrap(await accounts.client());
  });

  it('a keychain that refuses is told in its own words, and asked again the next time', async () => {
    await signInAsAdmin();
    const accounts = desk().start();
    desk().vault.refuse = 'get';
    expect(await accounts.client()).toMatchObject({
      problem: { kind: 'vault-failed', reason: 'the keychain is locked' },
    });
    desk().vault.refuse = null;
    unwrap(await accounts.client());
  });

  it('stored accounts that cannot be read are told, left aside and kept as they are', async () => {
    const { account } = await signInAsAdmin();
    const strange = { id: 'from a newer Keydesk', token: true };
    const { accounts: stored } = desk().store.content as { accounts: unknown[] };
    desk().store.content = { accounts: [strange, ...stored], current: account.id };
    const accounts = desk().start();
    expect(accounts.startProblem).toMatchObject({
      kind: 'settings-failed',
      reason: expect.stringContaining('1 stored'),
    });
    expect(accounts.list()).toHaveLength(1);
    await signInAs('USER', accounts);
    expect(desk().store.content).toMatchObject({ accounts: expect.arrayContaining([strange]) });
  });

  it.each([['nonsense'], [{ accounts: 7 }], [{ accounts: [null, 3, []], current: 'x' }], [null]])(
    'a store that holds %j starts without accounts and says so',
    async (content) => {
      desk().store.content = content;
      const accounts = desk().start();
      expect(accounts.list()).toEqual([]);
      expect(accounts.current()).toBeNull();
      expect(accounts.startProblem?.kind).toBe('settings-failed');
      expect(desk().store.writes).toBe(0);
    },
  );

  it('an account that was sent astray in the settings file is not used', async () => {
    const { account } = await signInAsAdmin();
    for (const astray of ['http://oracle.example', 'https://user:pw@oracle.example']) {
      desk().store.content = { accounts: [{ ...account, identityUrl: astray }], current: account.id };
      expect(desk().start().list()).toEqual([]);
    }
  });
});

describe('without a keychain', () => {
  const noKeychain = () => createMemoryVault('no Secret Service answers');

  it('accounts last for the session, and nothing is stored', async () => {
    const vault = noKeychain();
    const { accounts, account } = await signInAsAdmin(desk().start(vault));
    expect(account.vaultKind).toBe('memory');
    accounts.forgetKeys();
    unwrap(await accounts.client());
    expect(desk().store.writes).toBe(0);
    expect(desk().start(noKeychain()).list()).toEqual([]);
  });

  it('an account of this run is stored once the keychain has its key, and is there after a restart', async () => {
    const vault = createChangingVault({ keychain: desk().vault, why: 'no Secret Service answers' });
    const { accounts, account } = await signInAsAdmin(desk().start(vault));
    expect(desk().store.writes).toBe(0);
    unwrap(await vault.tryKeychain());
    unwrap(await accounts.keychainIsBack());
    const later = desk().start();
    expect(later.list()).toMatchObject([{ id: account.id, vaultKind: 'keychain' }]);
    unwrap(await later.client());
  });

  it('an account whose key rests in the keychain stays listed, says what it misses, and comes back with the keychain', async () => {
    const { account } = await signInAsAdmin();
    const accounts = desk().start(noKeychain());
    expect(await accounts.client()).toMatchObject({
      problem: {
        kind: 'credential-missing',
        account: { vaultKind: 'keychain' },
        vault: { kind: 'memory', reason: 'no Secret Service answers' },
      },
    });
    // The user is signed in only until Keydesk quits, so the stored account does not change.
    const stored = desk().store.content;
    expect((await signInAsAdmin(accounts)).account).toMatchObject({ id: account.id, vaultKind: 'memory' });
    expect(desk().store.content).toEqual(stored);
    const back = desk().start();
    unwrap(await back.client());
  });

  it('such an account cannot be signed out, because its key could not be removed', async () => {
    const { account } = await signInAsAdmin();
    const accounts = desk().start(noKeychain());
    expect(await accounts.signOut(account.id)).toMatchObject({
      problem: { kind: 'vault-failed', reason: expect.stringContaining('no Secret Service answers') },
    });
    expect(desk().store.content).toMatchObject({ accounts: [{ id: account.id }] });
  });
});
