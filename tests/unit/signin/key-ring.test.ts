import { describe, expect, it } from 'vitest';
import { createKeyRing } from '../../../main/signin/key-ring.ts';
import type { Vault } from '../../../main/vault/vault.ts';
import { createTestKey } from '../../support/parts/key-folder.ts';
import { unwrap } from '../../support/parts/unwrap.ts';
import { createWatchedVault } from '../../support/parts/watched-vault.ts';

const { privateKey } = createTestKey();
const credential = { privateKey, token: null };
const session = { privateKey, token: 'header.claims.signature' };

describe('the keys in memory', () => {
  it('are not brought back by a call that was under way when the app locked', async () => {
    const vault = createWatchedVault();
    const keys = createKeyRing(vault, () => 'key');
    await keys.store('a', credential);
    keys.forget();
    const underWay = keys.find('a');
    keys.forget();
    unwrap(await underWay);
    expect((await keys.forSigning('a')).privateKey.equals(privateKey)).toBe(true);
    vault.asked.length = 0;
    await keys.find('a');
    expect(vault.asked).toEqual(['get account:a']);
  });

  it('leave no bytes behind: neither those given to the vault nor those read from it', async () => {
    const buffers: Uint8Array[] = [];
    const vault = createWatchedVault();
    const watching: Vault = {
      ...vault,
      put: (entry, bytes) => {
        buffers.push(bytes);
        return vault.put(entry, bytes);
      },
      get: async (entry) => {
        const read = await vault.get(entry);
        const bytes = unwrap(read);
        if (bytes !== null) buffers.push(bytes);
        return read;
      },
    };
    const keys = createKeyRing(watching, () => 'session');
    await keys.store('a', session);
    keys.forget();
    unwrap(await keys.find('a'));
    await keys.replaceToken('a', 'header.later.signature');
    expect(buffers).toHaveLength(5);
    for (const bytes of buffers) expect(bytes.every((byte) => byte === 0)).toBe(true);
  });

  it('are not signed with when there is none', async () => {
    await expect(createKeyRing(createWatchedVault(), () => 'key').forSigning('a')).rejects.toThrow(
      /neither in memory nor in the vault/,
    );
  });

  it('are not taken for keys when the vault holds something else', async () => {
    const vault = createWatchedVault();
    await vault.put('account:a', Buffer.from('not a key'));
    expect(await createKeyRing(vault, () => 'key').find('a')).toMatchObject({ problem: { kind: 'vault-failed' } });
  });
});

describe('the token of a session', () => {
  it('rests beside the key in an entry of its own, and both are read back', async () => {
    const vault = createWatchedVault();
    const keys = createKeyRing(vault, () => 'session');
    await keys.store('a', session);
    expect(vault.asked).toEqual(['put account:a', 'put session:a']);
    const afterRestart = unwrap(await createKeyRing(vault, () => 'session').find('a'));
    expect(afterRestart?.token).toBe(session.token);
    expect(afterRestart?.privateKey.equals(privateKey)).toBe(true);
  });

  it('is replaced in the vault alone while Keydesk is locked', async () => {
    const vault = createWatchedVault();
    const keys = createKeyRing(vault, () => 'session');
    await keys.store('a', session);
    expect(await keys.replaceToken('a', 'second')).toBe('vault');
    expect((await keys.forSigning('a')).token).toBe('second');
    keys.forget();
    expect(await keys.replaceToken('a', 'third')).toBe('vault');
    vault.asked.length = 0;
    expect(unwrap(await keys.find('a'))?.token).toBe('third');
    expect(vault.asked).toEqual(['get account:a', 'get session:a']);
  });

  it('that the keychain refuses lives on in memory, and is lost where the key has left memory', async () => {
    const vault = createWatchedVault();
    const keys = createKeyRing(vault, () => 'session');
    await keys.store('a', session);
    vault.refuse = 'put';
    expect(await keys.replaceToken('a', 'second')).toBe('memory');
    expect(unwrap(await keys.find('a'))?.token).toBe('second');
    const other = createKeyRing(vault, () => 'session');
    expect(await other.replaceToken('a', 'third')).toBe('lost');
    expect(unwrap(await other.find('a'))?.token).toBe(session.token);
  });

  it('goes with the key, and when a key takes the place of the session', async () => {
    const vault = createWatchedVault();
    const keys = createKeyRing(vault, () => 'session');
    await keys.store('a', session);
    await keys.store('a', credential);
    expect(unwrap(await vault.get('session:a'))).toBeNull();
    await keys.store('a', session);
    unwrap(await keys.remove('a'));
    expect([unwrap(await vault.get('account:a')), unwrap(await vault.get('session:a'))]).toEqual([null, null]);
  });
});
