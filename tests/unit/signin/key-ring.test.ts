import { describe, expect, it } from 'vitest';
import { createKeyRing } from '../../../main/signin/key-ring.ts';
import { createTestKey } from '../../support/parts/key-folder.ts';
import { unwrap } from '../../support/parts/unwrap.ts';
import { createWatchedVault } from '../../support/parts/watched-vault.ts';

const { privateKey } = createTestKey();

describe('the keys in memory', () => {
  it('are not brought back by a call that was under way when the app locked', async () => {
    const vault = createWatchedVault();
    const keys = createKeyRing(vault);
    await keys.store('a', privateKey);
    keys.forget();
    const underWay = keys.find('a');
    keys.forget();
    unwrap(await underWay);
    expect((await keys.forSigning('a')).equals(privateKey)).toBe(true);
    vault.asked.length = 0;
    await keys.find('a');
    expect(vault.asked).toEqual(['get account:a']);
  });

  it('leave no bytes behind: neither those given to the vault nor those read from it', async () => {
    const buffers: Uint8Array[] = [];
    const vault = createWatchedVault();
    const keys = createKeyRing({
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
    });
    await keys.store('a', privateKey);
    keys.forget();
    unwrap(await keys.find('a'));
    expect(buffers).toHaveLength(2);
    for (const bytes of buffers) expect(bytes.every((byte) => byte === 0)).toBe(true);
  });

  it('are not signed with when there is none', async () => {
    await expect(createKeyRing(createWatchedVault()).forSigning('a')).rejects.toThrow(
      /neither in memory nor in the vault/,
    );
  });

  it('are not taken for keys when the vault holds something else', async () => {
    const vault = createWatchedVault();
    await vault.put('account:a', Buffer.from('not a key'));
    expect(await createKeyRing(vault).find('a')).toMatchObject({ problem: { kind: 'vault-failed' } });
  });
});
