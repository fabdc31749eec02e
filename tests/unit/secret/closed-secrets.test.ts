import { beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../../main/basics/clock.ts';
import { failed, success } from '../../../main/basics/outcome.ts';
import { createClipboardGuard } from '../../../main/clipboard/clipboard-guard.ts';
import { createSecrets } from '../../../main/secret/one-time-secret.ts';
import type { SecretToOpen } from '../../../main/secret/secret-contract.ts';
import { createMemoryVault } from '../../../main/vault/memory-vault.ts';
import { secretToOpen } from '../../support/parts/one-secret.ts';
import { unwrap } from '../../support/parts/unwrap.ts';
import { createWatchedVault } from '../../support/parts/watched-vault.ts';

// Security lines 21 and 22: people copy, close and paste, and lose nothing.

const SECRET = 'c2VjcmV0LXNlY3JldC1zZWNyZXQ+/w==';

beforeEach(() => {
  vi.useFakeTimers();
  return () => void vi.useRealTimers();
});

/** The real parts, with a clipboard that other programs write too and a countdown of 30 s. */
async function setUp(vault = createWatchedVault(), details: Partial<SecretToOpen> = {}) {
  const held = { text: '' };
  const journal: string[] = [];
  const guard = createClipboardGuard({
    clipboard: {
      write: async (text) => void Object.assign(held, { text }),
      read: async () => held.text,
      clear: async () => void Object.assign(held, { text: '' }),
      clearSelection: async () => {},
    },
    clock: systemClock,
    seconds: () => 30,
  });
  const secrets = createSecrets({ vault, clipboard: guard });
  const secretKey = Buffer.from(SECRET);
  const open = (handle = 'h1', key = secretKey) =>
    secrets.open(
      secretToOpen({
        handle,
        keyId: `key of ${handle}`,
        keyName: 'ci',
        ownerOcid: null,
        onClosing: async () => {
          journal.push(`closing ${handle}`);
          return success(null);
        },
        onClosed: async () => void journal.push(`closed ${handle}`),
        ...details,
      }),
      key,
      'vault',
    );
  await open();
  const pass = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1000);
  const inVault = async () => {
    const found = unwrap(await vault.get('secret:h1'));
    return found !== null;
  };
  const copyAndClose = async () => {
    await secrets.copy('h1');
    expect(await secrets.close('h1', false)).toEqual(success(null));
    expect(secrets.current()).toBeNull();
  };
  const about = { handle: 'h1', keyName: 'ci', ownerName: 'Grace Hopper', own: false };
  const onClipboard = { ...about, what: 'secret-key', isOnClipboard: true };
  return { secrets, guard, held, journal, vault, open, pass, inVault, copyAndClose, secretKey, onClipboard };
}

describe('a secret that is closed while its copy is on the clipboard', () => {
  it('stays there and in the keychain until the countdown ends, and is gone then', async () => {
    const { secrets, held, journal, pass, inVault, copyAndClose, secretKey, onClipboard } = await setUp();
    await copyAndClose();
    await pass(29);
    expect(held.text).toBe(SECRET);
    expect(secrets.state().closed).toEqual([onClipboard]);
    expect(await inVault()).toBe(true);
    expect(
      secretKey.every((byte) => byte === 0),
      'memory holds what the keychain has no longer',
    ).toBe(true);
    expect(journal, 'a crash would offer it again').toEqual([]);
    await pass(1);
    expect(held.text).toBe('');
    await secrets.settled();
    expect(secrets.state().closed).toEqual([]);
    expect(await inVault()).toBe(false);
    expect(journal).toEqual(['closing h1', 'closed h1']);
  });

  it.each([
    ['where a keychain has it', createWatchedVault],
    ['where memory alone has it', () => Object.assign(createWatchedVault(), createMemoryVault('no keychain'))],
  ])('can be shown again, %s', async (_where, vault) => {
    const { secrets, copyAndClose, pass } = await setUp(vault());
    await copyAndClose();
    await pass(10);
    expect(await secrets.showAgain('h1')).toEqual(success(null));
    expect(secrets.current()).toMatchObject({ handle: 'h1', copied: true });
    expect(secrets.reveal('h1')).toEqual(success(SECRET));
    expect(secrets.state().closed).toEqual([]);
    await pass(20);
    expect(await secrets.close('h1', false), 'it has left the clipboard').toMatchObject({
      problem: { kind: 'secret-not-stored' },
    });
  });

  it('is not told as gone where another key has been opened while the keychain asked', async () => {
    const { secrets, open, vault, copyAndClose, onClipboard } = await setUp();
    await copyAndClose();
    const asked = Promise.withResolvers<void>();
    const get = vault.get.bind(vault);
    vault.get = async (entry) => asked.promise.then(() => get(entry));
    const again = secrets.showAgain('h1');
    await open('h2', Buffer.from(SECRET));
    asked.resolve();
    expect(await again).toEqual(failed({ kind: 'secret-open', keyName: 'ci' }));
    expect(secrets.state().closed).toEqual([onClipboard]);
  });

  it('goes into a keychain that is back, open or closed, out of memory where it is closed', async () => {
    for (const isClosed of [true, false]) {
      const vault = createWatchedVault();
      vault.refuse = 'put';
      const { secrets, copyAndClose, secretKey, inVault } = await setUp(vault);
      if (isClosed) await copyAndClose();
      expect(secrets.atRisk(), 'quitting asks').toBe('ci');
      await secrets.keychainIsBack();
      expect(secrets.atRisk(), 'it has refused again').toBe('ci');
      vault.refuse = null;
      await secrets.keychainIsBack();
      expect(await inVault()).toBe(true);
      expect(secrets.atRisk()).toBeNull();
      expect(secretKey.every((byte) => byte === 0)).toBe(isClosed);
      if (isClosed) expect(await secrets.showAgain('h1')).toEqual(success(null));
      expect(secrets.current()).toMatchObject({ restsIn: 'keychain' });
      expect(secrets.reveal('h1')).toEqual(success(SECRET));
    }
  });

  it('is lost to no second try of the keychain that the lock came into', async () => {
    const vault = createWatchedVault();
    vault.refuse = 'put';
    const { secrets, inVault } = await setUp(vault);
    vault.refuse = null;
    const second = Promise.withResolvers<void>();
    const put = vault.put.bind(vault);
    let puts = 0;
    vault.put = async (entry, bytes) => {
      puts += 1;
      const isSecond = puts === 2;
      const done = await put(entry, bytes);
      if (isSecond) await second.promise;
      return done;
    };
    const first = secrets.keychainIsBack();
    const again = secrets.keychainIsBack();
    await first;
    expect(secrets.current()).toMatchObject({ restsIn: 'keychain' });
    secrets.lock();
    second.resolve();
    await again;
    expect(await inVault()).toBe(true);
  });

  it('is gone at once with Clear now, from the clipboard too', async () => {
    const { secrets, held, journal, inVault, copyAndClose } = await setUp();
    await copyAndClose();
    expect(await secrets.close('h1', true)).toEqual(success(null));
    expect([held.text, secrets.state().closed, await inVault(), journal]).toEqual([
      '',
      [],
      false,
      ['closing h1', 'closed h1'],
    ]);
  });

  it('stays when the lock clears the clipboard: nobody knows whether it was pasted', async () => {
    const { secrets, guard, held, inVault, copyAndClose, onClipboard, pass } = await setUp();
    await copyAndClose();
    secrets.lock();
    await guard.clearSecret();
    await pass(60);
    expect(held.text).toBe('');
    expect(secrets.state().closed).toEqual([{ ...onClipboard, isOnClipboard: false }]);
    expect(await inVault()).toBe(true);
    secrets.unlock();
    expect(await secrets.showAgain('h1')).toEqual(success(null));
  });

  it.each<[string, (set: Awaited<ReturnType<typeof setUp>>) => unknown]>([
    [
      'in another program',
      ({ held, guard }) => {
        held.text = 'a shopping list';
        return guard.retry();
      },
    ],
    ['in Keydesk', ({ guard }) => guard.copyText('4f1c')],
  ])('stays, and says so, when something else is copied before it was pasted, %s', async (_where, copyElse) => {
    const set = await setUp();
    const { secrets, inVault, copyAndClose, onClipboard, pass } = set;
    await copyAndClose();
    await copyElse(set);
    await pass(60);
    expect(secrets.state().closed).toEqual([{ ...onClipboard, isOnClipboard: false }]);
    expect(await inVault()).toBe(true);
    expect(await secrets.close('h1', true)).toEqual(success(null));
    expect([secrets.state().closed, await inVault()]).toEqual([[], false]);
  });

  it('goes when its copy leaves the clipboard early, where the person has said that it is stored', async () => {
    const { secrets, guard, inVault, copyAndClose } = await setUp();
    secrets.acknowledge('h1', true);
    await copyAndClose();
    await guard.copyText('4f1c');
    await secrets.settled();
    expect([secrets.state().closed, await inVault()]).toEqual([[], false]);
  });

  it('is not ended while it cannot be written down that it is, and can be ended later', async () => {
    let isFull = true;
    const onClosing = async () =>
      isFull ? failed({ kind: 'journal-failed', reason: 'the disk is full' } as const) : success(null);
    const { secrets, inVault, copyAndClose, pass } = await setUp(createWatchedVault(), { onClosing });
    await copyAndClose();
    await pass(30);
    await secrets.settled();
    expect(secrets.state().closed).toMatchObject([{ isOnClipboard: false }]);
    expect(await secrets.close('h1', true)).toMatchObject({ problem: { kind: 'journal-failed' } });
    expect(await inVault()).toBe(true);
    isFull = false;
    expect(await secrets.close('h1', true)).toEqual(success(null));
  });

  it('leaves room for another one, and is not shown over that', async () => {
    const { secrets, open, copyAndClose, onClipboard } = await setUp();
    await copyAndClose();
    await open('h2', Buffer.from('another'));
    expect(await secrets.showAgain('h1')).toEqual(failed({ kind: 'secret-open', keyName: 'ci' }));
    expect(secrets.current()?.handle).toBe('h2');
    await secrets.copy('h2');
    expect(secrets.state().closed).toEqual([{ ...onClipboard, isOnClipboard: false }]);
  });

  it('is at risk when Keydesk ends, where memory alone has it', async () => {
    const vault = Object.assign(createWatchedVault(), createMemoryVault('no keychain'));
    const { secrets, copyAndClose } = await setUp(vault);
    await secrets.copy('h1');
    expect(secrets.atRisk(), 'quitting clears the clipboard').toBe('ci');
    await copyAndClose();
    expect(secrets.atRisk()).toBe('ci');
    const kept = await setUp();
    await kept.copyAndClose();
    expect(kept.secrets.atRisk(), 'the next start offers it again').toBeNull();
  });

  it('goes with its key', async () => {
    const { secrets, held, inVault, copyAndClose } = await setUp();
    await copyAndClose();
    await secrets.keyDeleted('key of h1');
    expect([held.text, secrets.state().closed, await inVault()]).toEqual(['', [], false]);
  });
});

describe('Close', () => {
  it('reads the clipboard first: a copy that was replaced is no longer there', async () => {
    const { secrets, held } = await setUp();
    await secrets.copy('h1');
    held.text = 'a shopping list';
    expect(await secrets.close('h1', false)).toMatchObject({ problem: { kind: 'secret-not-stored' } });
    expect(secrets.current()?.handle).toBe('h1');
  });
});
