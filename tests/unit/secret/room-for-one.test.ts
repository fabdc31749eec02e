import { describe, expect, it } from 'vitest';
import type { SecretOrigin } from '../../../bridge/values/secret.ts';
import { success } from '../../../main/basics/outcome.ts';
import { createSecrets } from '../../../main/secret/one-time-secret.ts';
import type { Keeping } from '../../../main/secret/secret-contract.ts';
import { acceptingClipboard, secretToOpen } from '../../support/parts/one-secret.ts';
import { unwrap } from '../../support/parts/unwrap.ts';
import { createWatchedVault } from '../../support/parts/watched-vault.ts';

function setUp() {
  const vault = createWatchedVault();
  const events: string[] = [];
  const secrets = createSecrets({
    vault,
    clipboard: acceptingClipboard,
  });
  secrets.subscribe(({ secret }) => events.push(secret ? `shows ${secret.handle}` : 'shows none'));
  secrets.free.subscribe(() => events.push('free'));
  const open = async (
    handle: string,
    keeping: Keeping,
    written: Promise<unknown> = Promise.resolve(),
    origin: SecretOrigin = { kind: 'generated' },
  ) => {
    const secretKey = Buffer.from(`secret of ${handle}`);
    const shown = await secrets.open(
      secretToOpen({
        handle,
        keyId: `key of ${handle}`,
        keyName: handle,
        origin,
        onClosing: async () => {
          await written;
          return success(null);
        },
        onClosed: async (removed) => void events.push(`${removed ? 'closed' : 'half closed'} ${handle}`),
      }),
      secretKey,
      keeping,
    );
    return { shown, secretKey };
  };
  const isErased = (bytes: Buffer) => bytes.every((byte) => byte === 0);
  const current = () => secrets.current()?.handle ?? null;
  return { vault, secrets, open, isErased, current, events };
}

describe('there is room for one secret', () => {
  it('and one that waits in the vault does not push another out', async () => {
    const { open, isErased, current } = setUp();
    await open('first', 'vault');
    const waiting = await open('second', 'recovered');
    expect(current()).toBe('first');
    expect(isErased(waiting.secretKey)).toBe(true);
  });

  it('a new secret replaces one that is in the vault, which stays there', async () => {
    const { vault, open, isErased, current } = setUp();
    const waiting = await open('first', 'vault');
    await open('second', 'vault');
    expect(current()).toBe('second');
    expect(isErased(waiting.secretKey)).toBe(true);
    expect(await vault.get('secret:first')).toMatchObject({
      value: Buffer.from('key of first\n4f1c\nsecret of first'),
    });
  });

  it('and one that rests in memory alone is never pushed out by one from the vault', async () => {
    const { vault, secrets, open, current } = setUp();
    vault.refuse = 'put';
    expect((await open('first', 'vault')).shown.restsIn).toBe('memory');
    await open('second', 'recovered');
    expect(current()).toBe('first');
    expect(secrets.reveal('first')).toEqual(success('secret of first'));
  });

  it('the next secret may open when the close is complete', async () => {
    const { secrets, open, events } = setUp();
    await open('first', 'vault');
    await secrets.close('first', true);
    expect(events).toEqual(['shows first', 'shows none', 'closed first', 'free']);
  });

  it('and a close that is overtaken by the lock does not close what was opened after it', async () => {
    const { secrets, open, current } = setUp();
    const written = Promise.withResolvers<void>();
    await open('first', 'vault', written.promise);
    const closing = secrets.close('first', true);
    secrets.lock();
    secrets.unlock();
    await open('second', 'vault');
    written.resolve();
    unwrap(await closing);
    expect(current()).toBe('second');
    expect(secrets.reveal('second')).toEqual(success('secret of second'));
  });

  it('and a close that ends late does not close what came after it', async () => {
    const { vault, secrets, open, current } = setUp();
    await open('first', 'vault');
    const removal = Promise.withResolvers<ReturnType<typeof success<null>>>();
    vault.remove = () => removal.promise;
    const closing = secrets.close('first', true);
    await expect.poll(current).toBeNull();
    await open('second', 'vault');
    removal.resolve(success(null));
    await closing;
    expect(current()).toBe('second');
    unwrap(secrets.reveal('second'));
  });
});

describe('while Keydesk is locked', () => {
  it('a secret that comes in goes into the vault and no further', async () => {
    const { vault, secrets, open, isErased, current, events } = setUp();
    secrets.lock();
    const { shown, secretKey } = await open('first', 'vault');
    expect(shown.restsIn).toBe('keychain');
    expect(isErased(secretKey)).toBe(true);
    expect(current()).toBeNull();
    expect(events).toEqual([]);
    expect(await vault.get('secret:first')).toMatchObject({ value: expect.any(Buffer) });
  });

  it('a secret that the vault refuses stays in memory, since it would be lost', async () => {
    const { vault, secrets, open, current } = setUp();
    secrets.lock();
    vault.refuse = 'put';
    await open('first', 'vault');
    expect(current()).toBe('first');
    secrets.unlock();
    unwrap(secrets.reveal('first'));
  });

  it('and one that can be opened again from its file leaves memory with the lock, and is closed without a question', async () => {
    const { secrets, open, isErased, current } = setUp();
    const from = {
      kind: 'received',
      file: 'a.age',
      sender: 'Ada',
      sentAt: null,
      tenancy: null,
      note: null,
      receipt: null,
      replaces: null,
    } as const;
    const received = await open('first', 'memory', Promise.resolve(), from);
    expect(secrets.atRisk()).toBeNull();
    secrets.lock();
    expect([current(), isErased(received.secretKey)]).toEqual([null, true]);
    secrets.unlock();
    await open('second', 'memory', Promise.resolve(), from);
    unwrap(await secrets.close('second', false));
  });

  it('and one that was typed in is nowhere else: it stays through the lock', async () => {
    const { secrets, open, current } = setUp();
    await open('first', 'memory', Promise.resolve(), { kind: 'typed' });
    secrets.lock();
    expect([current(), secrets.atRisk()]).toEqual(['first', 'first']);
  });
});
