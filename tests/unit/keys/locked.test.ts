import { describe, expect, it } from 'vitest';
import { revealed, self, setUpKeyDesk, wanted } from '../../support/parts/key-desk.ts';
import { unwrap } from '../../support/parts/unwrap.ts';

// Security line 24: locked, no signing key and no secret is in memory; an open one-time secret survives in the vault.
const { signIn, controls, keyNamed, keysOf, desk, journal } = setUpKeyDesk();

describe('Keydesk, locked', () => {
  it('while a secret is open holds it no more, and offers it again when it is unlocked', async () => {
    const keydesk = await signIn();
    await keydesk.generateKey(self, wanted);
    await keydesk.lock.lock();
    expect(keydesk.told.open).toBeNull();
    expect(keydesk.secrets.current()).toBeNull();
    await keydesk.resume();
    expect(keydesk.told.open).toBeNull();
    unwrap(await keydesk.lock.unlock());
    await expect.poll(() => revealed(keydesk)).toBe((await keyNamed('ada.byron'))?.secretKey);
  });

  it('clears a copied secret from the clipboard', async () => {
    const keydesk = await signIn();
    const made = unwrap(await keydesk.generateKey(self, wanted));
    await keydesk.secrets.copy(made.handle);
    expect(keydesk.clipboard.text).toHaveLength(44);
    await keydesk.lock.lock();
    expect(keydesk.clipboard.text).toBe('');
  });

  it.each(['sent', 'answered', 'secret-stored'] as const)(
    'while a creation stands at "%s" lets it come to its end, and holds nothing of it',
    async (step) => {
      const keydesk = await signIn({
        onStep: (reached) => {
          if (reached === step) void keydesk.lock.lock();
        },
      });
      unwrap(await keydesk.generateKey(self, wanted));
      expect(keydesk.secrets.current()).toBeNull();
      expect(journal().map(({ type }) => type)).toEqual(['begun', 'created']);
      unwrap(await keydesk.lock.unlock());
      await expect.poll(() => revealed(keydesk)).toBe((await keyNamed('ada.byron'))?.secretKey);
      expect(await keysOf('ada.byron')).toHaveLength(2);
    },
  );

  it.each(['secret-stored', 'recorded', 'untagged'] as const)(
    'and unlocked again while a creation stands at "%s" offers its secret by itself, and not only later',
    async (step) => {
      let unlocked: Promise<unknown> = Promise.resolve();
      const keydesk = await signIn({
        onStep: (reached) => {
          if (reached === step) unlocked = keydesk.lock.lock().then(() => keydesk.lock.unlock());
        },
      });
      await keydesk.generateKey(self, wanted);
      await unlocked;
      // No timer fires in this test, so the unlock itself shows the secret again.
      await expect.poll(() => revealed(keydesk)).toBe((await keyNamed('ada.byron'))?.secretKey);
    },
  );

  it('while it looks what became of a creation finds it out afterwards', async () => {
    const keydesk = await signIn({
      onStep: (reached) => {
        if (reached === 'reconciling') void keydesk.lock.lock();
      },
    });
    await controls().setFault({ kind: 'drop-after', method: 'POST' });
    await keydesk.generateKey(self, wanted).catch(() => null);
    await keydesk.lock.unlock();
    await keydesk.resume();
    expect(keydesk.told.unfinished).toMatchObject([{ state: 'lost' }]);
  });

  it('asks nothing of the service, and reads no signing key back into memory', async () => {
    const keydesk = await signIn();
    await keydesk.lock.lock();
    desk().vault.asked.length = 0;
    expect(await keydesk.keys.list(self)).toMatchObject({ ok: false, problem: { kind: 'locked' } });
    expect(await keydesk.directory.list({ fresh: true })).toMatchObject({ ok: false, problem: { kind: 'locked' } });
    expect(await keydesk.generateKey(self, wanted)).toMatchObject({ ok: false, problem: { kind: 'locked' } });
    expect(desk().vault.asked).toEqual([]);
  });

  it('keeps a secret that no keychain has, since it would be lost', async () => {
    const keydesk = await signIn();
    desk().vault.refuse = 'put';
    await keydesk.generateKey(self, wanted);
    desk().vault.refuse = null;
    await keydesk.lock.lock();
    await keydesk.lock.unlock();
    expect(revealed(keydesk)).toBe((await keyNamed('ada.byron'))?.secretKey);
    expect(keydesk.atRisk()).toBe('ci-deploy');
  });

  it('stays locked while the keychain refuses', async () => {
    const keydesk = await signIn();
    await keydesk.lock.lock();
    desk().vault.refuse = 'get';
    expect(await keydesk.lock.unlock()).toMatchObject({ problem: { kind: 'vault-failed' } });
    desk().vault.refuse = null;
    expect(await keydesk.keys.list(self)).toMatchObject({ problem: { kind: 'locked' } });
    unwrap(await keydesk.lock.unlock());
    unwrap(await keydesk.keys.list(self));
  });
});
