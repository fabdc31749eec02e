import { stat } from 'node:fs/promises';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { createKeychainVault } from '../../../main/vault/keychain-vault.ts';
import { openVault } from '../../../main/vault/open-vault.ts';
import { openOwnKeychain } from '../../support/desktop/own-keychain.ts';
import { revealed, self, setUpKeyDesk, wanted } from '../../support/parts/key-desk.ts';
import { unwrap } from '../../support/parts/unwrap.ts';

// A real keychain, with every fault that it can have. Security lines 19 and 20.
let keychain: Awaited<ReturnType<typeof openOwnKeychain>> | null = null;
const open = async (options: Parameters<typeof openOwnKeychain>[0] = { display: false }) => {
  keychain = await openOwnKeychain(options);
  return keychain;
};
afterEach(async () => {
  await keychain?.close();
  keychain = null;
});

const refused = (reason: string) => ({ ok: false, problem: { kind: 'vault-failed', reason } });
const bytes = Buffer.from('a private key');

describe.skipIf(process.platform !== 'linux')('a keychain', () => {
  it('keeps bytes, whatever they are, until they are removed', async () => {
    await open();
    const vault = createKeychainVault('linux');
    const all = Buffer.from(Array.from({ length: 256 }, (_, index) => index));
    expect(await vault.get('a')).toEqual({ ok: true, value: null });
    unwrap(await vault.put('a', all));
    expect(await vault.get('a')).toEqual({ ok: true, value: all });
    unwrap(await vault.remove('a'));
    unwrap(await vault.remove('a'));
    expect(await vault.get('a')).toEqual({ ok: true, value: null });
  });

  it('that is locked, and stays so, says so in every call, and has lost nothing', async () => {
    const { lock, restart } = await open();
    const vault = createKeychainVault('linux');
    await vault.put('a', bytes);
    await lock();
    const locked = refused('it is locked, and was not unlocked');
    expect(await vault.get('a')).toEqual(locked);
    expect(await vault.put('b', bytes)).toEqual(locked);
    expect(await vault.remove('a')).toEqual(locked);
    await restart();
    expect(await vault.get('a')).toEqual({ ok: true, value: bytes });
  });

  it('that is locked still counts as a keychain, and is not read at the start', async () => {
    const { lock } = await open();
    await createKeychainVault('linux').put('a', bytes);
    await lock();
    expect((await openVault('linux')).state.kind).toBe('keychain');
  });

  it('that is there and does nothing is given up soon, and works again when it wakes', async () => {
    const { halt } = await open();
    const vault = createKeychainVault('linux');
    await vault.put('a', bytes);
    await halt(true);
    expect(await vault.get('a')).toEqual(refused('it does not answer'));
    await halt(false);
    await expect.poll(() => vault.get('a')).toEqual({ ok: true, value: bytes });
  });

  it('that ended is restarted by the bus, and is then locked', async () => {
    const { kill } = await open();
    const vault = createKeychainVault('linux');
    await vault.put('a', bytes);
    await kill();
    expect(await vault.get('a')).toMatchObject({ ok: false, problem: { kind: 'vault-failed' } });
  });

  it('that ends in the middle of a call is asked again, and the call is done', async () => {
    const { endInNextCall } = await open({ display: false, unlockedAgain: true });
    const vault = createKeychainVault('linux');
    await endInNextCall();
    unwrap(await vault.put('a', bytes));
    await endInNextCall();
    expect(await vault.get('a')).toEqual({ ok: true, value: bytes });
    await endInNextCall();
    unwrap(await vault.remove('a'));
    expect(await vault.get('a')).toEqual({ ok: true, value: null });
  });

  it('without its bus is gone, and Keydesk is not gone with it', async () => {
    const { takeBusAway } = await open();
    const vault = createKeychainVault('linux');
    await vault.put('a', bytes);
    await takeBusAway();
    const gone = refused('no keychain is running on this desktop');
    expect(await vault.get('a')).toEqual(gone);
    expect(await vault.put('a', bytes)).toEqual(gone);
    expect((await openVault('linux')).state).toEqual({
      kind: 'memory',
      reason: 'no keychain is running on this desktop',
    });
  });

  it.skipIf(process.env['DISPLAY'] === undefined)(
    'whose question nobody answers is given up after a while, and stops neither files nor anything else',
    async () => {
      const { lock } = await open({ display: true });
      await createKeychainVault('linux').put('a', bytes);
      await lock();
      const vault = createKeychainVault('linux', 1500);
      const asked = Promise.all([1, 2, 3, 4, 5].map(() => vault.get('a')));
      expect(await Promise.race([stat('/').then(() => 'read'), asked])).toBe('read');
      const unanswered = refused('it did not answer within 1.5 seconds');
      expect(await asked).toEqual([1, 2, 3, 4, 5].map(() => unanswered));
      // The keychain still asks the user, but another call fails at once instead of waiting.
      expect(await Promise.race([vault.get('a'), sleep(1000, 'waits')])).toEqual(unanswered);
    },
  );
});

describe.skipIf(process.platform !== 'linux')('a keychain that is pulled away in mid-session', () => {
  const { signIn, startAgain, keyNamed, journal } = setUpKeyDesk();

  it('leaves the next secret in memory, says so, and leaves nothing unfinished behind unnoticed', async () => {
    const { takeBusAway } = await open();
    const vault = createKeychainVault('linux');
    const keydesk = await signIn({ vault });
    await takeBusAway();
    const made = unwrap(await keydesk.generateKey(self, wanted));
    expect(made).toMatchObject({ restsIn: 'memory' });
    expect(revealed(keydesk)).toBe((await keyNamed('ada.byron'))?.secretKey);
    expect(keydesk.atRisk()).toBe('ci-deploy');
    const handle = made.handle;
    unwrap(await keydesk.secrets.close(handle, true));
    // Keydesk does not know now whether the entry is still there, so it will try again to remove it.
    expect(journal().at(-1)?.type).toBe('closing');
  });

  it('while it holds an open secret loses nothing', async () => {
    const { lock, restart } = await open();
    const vault = createKeychainVault('linux');
    const keydesk = await signIn({ vault });
    await keydesk.generateKey(self, wanted);
    await keydesk.lock.lock();
    await lock();
    expect(await keydesk.lock.unlock()).toMatchObject({ problem: { reason: 'it is locked, and was not unlocked' } });
    const locked = await startAgain({ vault });
    expect(locked.told.open).toBeNull();
    expect(locked.told.unfinished).toMatchObject([{ state: 'unreadable' }]);
    await restart();
    const back = await startAgain({ vault });
    expect(revealed(back)).toBe((await keyNamed('ada.byron'))?.secretKey);
  });
});
