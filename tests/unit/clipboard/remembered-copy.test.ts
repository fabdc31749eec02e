import { expect, it } from 'vitest';
import { success } from '../../../main/basics/outcome.ts';
import { createRememberedCopy } from '../../../main/clipboard/remembered-copy.ts';
import { createMemoryVault } from '../../../main/vault/memory-vault.ts';
import type { Vault } from '../../../main/vault/vault.ts';
import { unwrap } from '../../support/parts/unwrap.ts';
import { createWatchedVault } from '../../support/parts/watched-vault.ts';

// Security line 22: at the next start after a crash the clipboard is cleared if it still holds our secret.

const SECRET = 'c2VjcmV0LXNlY3JldC1zZWNyZXQ+/w==';

/** One computer, on which Keydesk starts again and again. */
function setUp(vault: Vault = createWatchedVault()) {
  const held = { text: '' };
  const disk: { value: unknown } = { value: undefined };
  let ids = 0;
  const start = () =>
    createRememberedCopy({
      clipboard: {
        write: async (text) => void Object.assign(held, { text }),
        read: async () => held.text,
        clear: async () => void Object.assign(held, { text: '' }),
        clearSelection: async () => {},
      },
      vault,
      store: {
        read: () => disk.value,
        write: (value) => {
          disk.value = value;
        },
      },
      newId: () => {
        ids += 1;
        return String(ids);
      },
    });
  const left = async () => {
    const entries = await Promise.all([1, 2, 3].map((id) => vault.get(`clipboard:${id}`)));
    return { disk: disk.value ?? null, entries: entries.filter((entry) => unwrap(entry) !== null).length };
  };
  const nothing = { disk: null, entries: 0 };
  /** Resolves when the note is on the disk. */
  const copied = () => expect.poll(async () => (await left()).entries).toBe(1);
  return { held, disk, start, left, nothing, copied };
}

it('a secret that a crash has left on the clipboard is cleared at the next start', async () => {
  const { held, start, left, nothing, copied, disk } = setUp();
  await start().clipboard.write(SECRET, 'secret');
  await copied();
  expect(JSON.stringify(disk.value)).not.toContain(SECRET.slice(0, 8));
  await start().clearLeftOver();
  expect(held.text).toBe('');
  expect(await left()).toEqual(nothing);
});

it('a secret that a crash has left stays remembered while memory stands in for the keychain', async () => {
  const vault = createWatchedVault();
  const { held, start, left, nothing, copied } = setUp(vault);
  await start().clipboard.write(SECRET, 'secret');
  await copied();
  const keychain = { state: vault.state, get: vault.get };
  Object.assign(vault, { state: { kind: 'memory', reason: 'it is locked' }, get: async () => success(null) });
  const again = start();
  await again.clearLeftOver();
  expect(held.text).toBe(SECRET);
  Object.assign(vault, keychain);
  await again.clearLeftOver();
  expect(held.text).toBe('');
  expect(await left()).toEqual(nothing);
});

it('what another program has copied since is left alone, and nothing stays remembered', async () => {
  const { held, start, left, nothing, copied } = setUp();
  await start().clipboard.write(SECRET, 'secret');
  await copied();
  held.text = 'a shopping list';
  await start().clearLeftOver();
  expect(held.text).toBe('a shopping list');
  expect(await left()).toEqual(nothing);
});

it('nothing is remembered of a copy that was cleared, replaced or followed by another text', async () => {
  const { held, start, left, nothing, copied } = setUp();
  const { clipboard } = start();
  await clipboard.write(SECRET, 'secret');
  await copied();
  await clipboard.read();
  expect((await left()).entries, 'it is still there').toBe(1);
  await clipboard.clear();
  await clipboard.read();
  expect(await left()).toEqual(nothing);
  await clipboard.write(SECRET, 'secret');
  await copied();
  held.text = 'a shopping list';
  await clipboard.read();
  expect(await left()).toEqual(nothing);
  await clipboard.write(SECRET, 'secret');
  await copied();
  await clipboard.write('4f1c', 'plain');
  await expect.poll(left).toEqual(nothing);
});

it('while the keychain does not answer nothing is concluded, and the next look clears', async () => {
  const vault = createWatchedVault();
  const { held, start, copied } = setUp(vault);
  await start().clipboard.write(SECRET, 'secret');
  await copied();
  vault.refuse = 'get';
  const keydesk = start();
  await keydesk.clearLeftOver();
  expect(held.text).toBe(SECRET);
  vault.refuse = null;
  await keydesk.clearLeftOver();
  expect(held.text).toBe('');
});

it('without a keychain nothing of it reaches the disk', async () => {
  const { start, disk } = setUp(createMemoryVault('no keychain'));
  const { clipboard } = start();
  await clipboard.write(SECRET, 'secret');
  await clipboard.read();
  expect(disk.value).toBeUndefined();
});
