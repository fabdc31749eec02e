import { describe, expect, it } from 'vitest';
import type { OpenSecret } from '../../../bridge/values/secret.ts';
import { failed, success } from '../../../main/basics/outcome.ts';
import type { ClipboardGuard } from '../../../main/clipboard/clipboard-guard.ts';
import { createSecrets } from '../../../main/secret/one-time-secret.ts';
import { createMemoryVault } from '../../../main/vault/memory-vault.ts';
import type { Vault } from '../../../main/vault/vault.ts';
import { acceptingClipboard, secretToOpen } from '../../support/parts/one-secret.ts';
import { unwrap } from '../../support/parts/unwrap.ts';
import { createWatchedVault } from '../../support/parts/watched-vault.ts';

const SECRET = 'c2VjcmV0LXNlY3JldC1zZWNyZXQ+/w==';

function setUp(vault: Vault = createMemoryVault('a test')) {
  const copies: string[] = [];
  const told: (OpenSecret | null)[] = [];
  const revealed: boolean[] = [];
  const ended: string[] = [];
  const clipboard: ClipboardGuard = {
    ...acceptingClipboard,
    copySecret: async (_handle, secret) => {
      copies.push(secret);
      return success(null);
    },
    clearSecret: async () => void copies.push('(cleared)'),
  };
  const secrets = createSecrets({
    vault,
    clipboard,
  });
  secrets.subscribe(({ secret }) => told.push(secret));
  secrets.readable.subscribe((is) => revealed.push(is));
  secrets.free.subscribe(() => ended.push('free'));
  const secretKey = Buffer.from(SECRET);
  const open = () =>
    secrets.open(
      secretToOpen({
        onClosing: async () => {
          ended.push('closing');
          return success(null);
        },
        onClosed: async (removed) => void ended.push(removed ? 'closed' : 'left in the vault'),
      }),
      secretKey,
      'vault',
    );
  return { secrets, vault, open, secretKey, copies, told, revealed, ended };
}

describe('the one-time secret', () => {
  it('rests in the vault before it is shown, and tells everything but itself', async () => {
    const { open, vault, told } = setUp();
    const shown = await open();
    expect(shown).toMatchObject({ keyName: 'ci-deploy', secretLength: SECRET.length, copied: false });
    expect(JSON.stringify(told)).not.toContain(SECRET);
    const kept = unwrap(await vault.get('secret:h1'));
    expect(kept?.toString()).toBe(`k1\n4f1c\n${SECRET}`);
  });

  it('is not closed unless it is on the clipboard, or known to be stored', async () => {
    const { secrets, open, ended } = setUp();
    await open();
    expect(await secrets.close('h1', false)).toEqual({
      ok: false,
      problem: { kind: 'secret-not-stored', keyName: 'ci-deploy' },
    });
    expect(secrets.current()).not.toBeNull();
    expect(secrets.atRisk()).toBe('ci-deploy');
    expect(ended).toEqual([]);
  });

  it.each<[string, (secrets: ReturnType<typeof setUp>['secrets']) => unknown]>([
    ['acknowledged', (secrets) => secrets.acknowledge('h1', true)],
    ['handed over', (secrets) => secrets.markSafe('h1', 'handedOver')],
    ['kept on this computer', (secrets) => secrets.markSafe('h1', 'saved')],
  ])('is closed once it was %s', async (_how, store) => {
    const { secrets, open, ended } = setUp();
    await open();
    await store(secrets);
    expect(secrets.atRisk()).toBeNull();
    unwrap(await secrets.close('h1', false));
    expect(ended).toEqual(['closing', 'closed', 'free']);
  });

  it('is not stored any more when the person takes the acknowledgement back', async () => {
    const { secrets, open } = setUp();
    await open();
    secrets.acknowledge('h1', true);
    secrets.acknowledge('h1', false);
    expect((await secrets.close('h1', false)).ok).toBe(false);
  });

  it('leaves nothing behind at close: memory zeroed, vault entry gone', async () => {
    const { secrets, open, secretKey, vault, told, revealed } = setUp();
    await open();
    await secrets.close('h1', true);
    expect(secretKey.every((byte) => byte === 0)).toBe(true);
    expect(await vault.get('secret:h1')).toEqual(success(null));
    expect(told.at(-1)).toBeNull();
    expect(revealed.at(-1)).toBe(false);
    expect(secrets.reveal('h1')).toEqual({ ok: false, problem: { kind: 'secret-gone' } });
  });

  it('is revealed on request, and says so, and masked again', async () => {
    const { secrets, open, revealed } = setUp();
    await open();
    expect(secrets.reveal('h1')).toEqual(success(SECRET));
    secrets.mask('h1');
    expect(revealed).toEqual([true, false]);
  });

  it('leaves what is typed behind it hidden from screen capture when it is masked or closed', async () => {
    const { secrets, open, revealed } = setUp();
    secrets.hideFromCapture(true);
    await open();
    secrets.reveal('h1');
    secrets.mask('h1');
    expect(revealed.at(-1)).toBe(true);
    secrets.reveal('h1');
    await secrets.close('h1', true);
    expect(revealed.at(-1)).toBe(true);
    secrets.hideFromCapture(false);
    expect(revealed.at(-1)).toBe(false);
  });

  it('stays hidden from screen capture while it is revealed, even if nothing else needs that any more', async () => {
    const { secrets, open, revealed } = setUp();
    await open();
    secrets.reveal('h1');
    secrets.hideFromCapture(true);
    secrets.hideFromCapture(false);
    expect(revealed.at(-1)).toBe(true);
    secrets.mask('h1');
    expect(revealed.at(-1)).toBe(false);
  });

  it('leaves nothing hidden when Keydesk locks: the page is gone', async () => {
    const { secrets, open, revealed } = setUp();
    await open();
    secrets.reveal('h1');
    secrets.hideFromCapture(true);
    secrets.lock();
    expect(revealed.at(-1)).toBe(false);
  });

  it('answers no other handle', async () => {
    const { secrets, open, copies } = setUp();
    await open();
    expect(secrets.reveal('h2').ok).toBe(false);
    expect((await secrets.copy('h2')).ok).toBe(false);
    expect((await secrets.close('h2', true)).ok).toBe(false);
    expect(copies).toEqual([]);
    expect(secrets.current()?.handle).toBe('h1');
  });

  it('stays open in memory when the keychain refuses it, and says where it rests', async () => {
    const refusing: Vault = {
      ...createMemoryVault(''),
      state: { kind: 'keychain', name: 'a test' },
      put: async () => failed({ kind: 'vault-failed', reason: 'locked' }),
    };
    const { open } = setUp(refusing);
    expect((await open()).restsIn).toBe('memory');
  });

  it('is lent as a copy that is zeroed when the borrower has ended, even by a throw', async () => {
    const { secrets, open, secretKey } = setUp();
    await open();
    const lent: Buffer[] = [];
    const told = await secrets.lend('h1', async (secret, { keyName, home }) => {
      lent.push(secret);
      return `${keyName} ${home.owner} ${secret.toString()}`;
    });
    expect(told).toEqual(success(`ci-deploy null ${SECRET}`));
    const breaks = secrets.lend('h1', (secret) => {
      lent.push(secret);
      throw new Error('the disk is full');
    });
    await expect(breaks).rejects.toThrow('the disk is full');
    expect(lent.map((copy) => copy.every((byte) => byte === 0))).toEqual([true, true]);
    expect(secretKey.toString()).toBe(SECRET);
  });

  it('stays lent until the borrower has ended, even if Keydesk is locked, and is not lent afterwards', async () => {
    const { secrets, open } = setUp(createWatchedVault());
    await open();
    const lent = await secrets.lend('h1', (secret) => {
      secrets.lock();
      return secret.toString();
    });
    expect(lent).toEqual(success(SECRET));
    expect(await secrets.lend('h1', () => 'lent')).toEqual(failed({ kind: 'secret-gone' }));
  });
});
