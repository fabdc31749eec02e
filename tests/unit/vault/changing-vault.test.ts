import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createChangingVault } from '../../../main/vault/changing-vault.ts';
import { unwrap } from '../../support/parts/unwrap.ts';
import { createWatchedVault } from '../../support/parts/watched-vault.ts';

const bytes = Buffer.from('a private key');
const setUp = (why: string | null) => {
  const keychain = createWatchedVault();
  const told: string[] = [];
  const vault = createChangingVault({ keychain, why });
  vault.subscribe(() => told.push(`${vault.state.kind}${vault.isWaiting() ? ', waiting' : ''}`));
  return { keychain, vault, told };
};

describe('a vault whose keychain refuses', () => {
  it('does not do without it before it has refused something', async () => {
    const { keychain, vault } = setUp(null);
    expect(vault.keepInMemory()).toBe(false);
    await vault.put('a', bytes);
    expect(vault.state.kind).toBe('keychain');
    expect(await keychain.get('a')).toEqual({ ok: true, value: bytes });
  });

  it('stores new entries in memory from then on, and finds and removes the keychain’s entries of this run', async () => {
    const { keychain, vault, told } = setUp(null);
    await vault.put('old', bytes);
    keychain.refuse = 'put';
    expect((await vault.put('new', bytes)).ok).toBe(false);
    expect(vault.keepInMemory()).toBe(true);
    expect(vault.state).toEqual({ kind: 'memory', reason: 'the keychain is locked' });
    unwrap(await vault.put('new', bytes));
    expect(await vault.get('new')).toEqual({ ok: true, value: bytes });
    expect(await keychain.get('new')).toEqual({ ok: true, value: null });
    expect(await vault.get('old')).toEqual({ ok: true, value: bytes });
    unwrap(await vault.remove('old'));
    expect(await keychain.get('old')).toEqual({ ok: true, value: null });
    expect(told).toEqual(['memory']);
  });
});

describe('a vault whose keychain is back', () => {
  it('moves into it what rests in memory, and leaves nothing behind of the trial', async () => {
    const { keychain, vault } = setUp('none is running');
    await vault.put('a', bytes);
    await vault.put('b', bytes);
    expect(keychain.asked).toEqual([]);
    unwrap(await vault.tryKeychain());
    expect(vault.state.kind).toBe('keychain');
    expect(await keychain.get('a')).toEqual({ ok: true, value: bytes });
    expect(await vault.get('b')).toEqual({ ok: true, value: bytes });
    expect(await keychain.get('is-anything-taken')).toEqual({ ok: true, value: null });
  });

  it('puts what is newer in the place of what the keychain has, a key of an account that was signed in again', async () => {
    const { keychain, vault } = setUp('none is running');
    await keychain.put('account:1', Buffer.from('from before'));
    await vault.put('account:1', bytes);
    unwrap(await vault.tryKeychain());
    expect(await vault.get('account:1')).toEqual({ ok: true, value: bytes });
  });

  it('moves what is put anew while the keychain was being asked', async () => {
    const { keychain, vault } = setUp('none is running');
    await vault.put('account:1', Buffer.from('from before'));
    const put = keychain.put.bind(keychain);
    let isFirst = true;
    keychain.put = async (entry, given) => {
      const done = await put(entry, given);
      if (entry === 'account:1' && isFirst) {
        isFirst = false;
        await vault.put(entry, bytes);
      }
      return done;
    };
    unwrap(await vault.tryKeychain());
    expect(await vault.get('account:1')).toEqual({ ok: true, value: bytes });
  });

  it('writes over no identity that the keychain has', async () => {
    const { keychain, vault } = setUp('none is running');
    await keychain.put('identity', Buffer.from('from before'));
    await vault.put('identity', bytes);
    await vault.tryKeychain();
    expect(await vault.get('identity')).toEqual({ ok: true, value: Buffer.from('from before') });
  });

  it('stays in memory, with all that is there, while the keychain takes nothing', async () => {
    const { keychain, vault } = setUp('none is running');
    await vault.put('a', bytes);
    keychain.refuse = 'put';
    expect((await vault.tryKeychain()).ok).toBe(false);
    expect(vault.state).toEqual({ kind: 'memory', reason: 'the keychain is locked' });
    expect(await vault.get('a')).toEqual({ ok: true, value: bytes });
  });

  it('brings nothing back that was removed while the keychain was being asked', async () => {
    const { keychain, vault } = setUp('none is running');
    await vault.put('secret', bytes);
    const put = keychain.put.bind(keychain);
    keychain.put = async (entry, given) => {
      const done = await put(entry, given);
      if (entry === 'secret') await vault.remove('secret');
      return done;
    };
    unwrap(await vault.tryKeychain());
    expect(await keychain.get('secret')).toEqual({ ok: true, value: null });
  });
});

describe('a keychain that asks the person', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is shown as waiting after a moment, until it answers', async () => {
    const { keychain, vault, told } = setUp(null);
    const answer = Promise.withResolvers<void>();
    const get = keychain.get.bind(keychain);
    keychain.get = async (entry) => answer.promise.then(() => get(entry));
    const asked = vault.get('a');
    await vi.advanceTimersByTimeAsync(1400);
    expect(told).toEqual([]);
    await vi.advanceTimersByTimeAsync(200);
    expect(told).toEqual(['keychain, waiting']);
    answer.resolve();
    await asked;
    expect(told).toEqual(['keychain, waiting', 'keychain']);
  });
});
