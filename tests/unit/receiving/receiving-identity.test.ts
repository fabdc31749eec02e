import { identityToRecipient } from 'age-encryption';
import { describe, expect, it } from 'vitest';
import { encryptForRecipient, openForIdentity } from '../../../main/handover/age-file.ts';
import { wordFingerprint } from '../../../main/handover/word-fingerprint.ts';
import { createReceivingIdentity } from '../../../main/receiving/receiving-identity.ts';
import { IDENTITY_ENTRY } from '../../../main/vault/vault.ts';
import { unwrap } from '../../support/parts/unwrap.ts';
import { createWatchedVault } from '../../support/parts/watched-vault.ts';

function setUp(vault = createWatchedVault()) {
  const store: { value: unknown; fails: boolean } = { value: undefined, fails: false };
  const told: (string | null)[] = [];
  const start = () => {
    const identity = createReceivingIdentity({
      vault,
      store: {
        read: () => store.value,
        write: (value) => {
          if (store.fails) throw new Error('no space left on device');
          store.value = structuredClone(value);
        },
      },
      now: () => Date.parse('2026-11-22T12:00:00Z'),
    });
    identity.subscribe((address) => told.push(address?.publicKey ?? null));
    return identity;
  };
  return { vault, store, told, start };
}
const inMemory = { kind: 'memory', reason: 'no keychain' } as const;
const kept = async ({ vault }: ReturnType<typeof setUp>) => unwrap(await vault.get(IDENTITY_ENTRY))?.toString() ?? null;

describe('a handover address', () => {
  it('is made once, with its private half in the keychain and nothing but its public half in a file', async () => {
    const around = setUp();
    const identity = around.start();
    expect(identity.state()).toBeNull();
    expect(await identity.make()).toEqual({ ok: true, value: null });
    const secret = (await kept(around)) ?? '';
    expect(secret).toMatch(/^AGE-SECRET-KEY-1[A-Z0-9]{58}$/);
    const publicKey = await identityToRecipient(secret);
    const address = { publicKey, fingerprint: wordFingerprint(publicKey), madeAt: '2026-11-22T12:00:00.000Z' };
    expect(identity.state()).toEqual(address);
    expect(around.told).toEqual([publicKey]);
    expect(around.store.value).toEqual({ publicKey, madeAt: address.madeAt });
    await identity.make();
    expect(await kept(around)).toBe(secret);
  });

  it('is made once even after two presses', async () => {
    const around = setUp();
    const identity = around.start();
    await Promise.all([identity.make(), identity.make()]);
    expect(around.told).toHaveLength(1);
  });

  it('is shown again after a restart without asking the keychain', async () => {
    const around = setUp();
    await around.start().make();
    const before = around.vault.asked.length;
    expect(around.start().state()?.publicKey).toBe(around.told[0]);
    expect(around.vault.asked).toHaveLength(before);
  });

  it('opens a file that is encrypted for it, and its private half is read again for each use', async () => {
    const around = setUp();
    const identity = around.start();
    await identity.make();
    const file = await encryptForRecipient(identity.state()?.publicKey ?? '', Buffer.from('key'));
    for (let use = 0; use < 2; use += 1) {
      const key = unwrap(await identity.identity());
      const bytes = key || Buffer.alloc(0);
      expect(await openForIdentity(file, bytes)).toEqual({ ok: true, value: Buffer.from('key') });
      bytes.fill(0);
    }
  });

  it('is gone with its private half when it is removed', async () => {
    const around = setUp();
    const identity = around.start();
    await identity.make();
    expect(await identity.remove()).toEqual({ ok: true, value: null });
    expect(await kept(around)).toBeNull();
    expect(identity.state()).toBeNull();
    expect(around.start().state()).toBeNull();
    expect(await identity.identity()).toEqual({ ok: true, value: null });
  });

  it('stays when the keychain does not let it go, and is not made when it does not take it', async () => {
    const around = setUp();
    const identity = around.start();
    around.vault.refuse = 'put';
    expect(await identity.make()).toMatchObject({ problem: { kind: 'vault-failed' } });
    expect(identity.state()).toBeNull();
    around.vault.refuse = null;
    await identity.make();
    around.vault.refuse = 'remove';
    expect(await identity.remove()).toMatchObject({ problem: { kind: 'vault-failed' } });
    expect(identity.state()).not.toBeNull();
    expect(around.start().state(), 'nor forgotten').toEqual(identity.state());
  });

  it('is the same again when its file was lost, since files are on their way to it', async () => {
    const around = setUp();
    await around.start().make();
    around.store.value = undefined;
    await around.start().make();
    expect(new Set(around.told).size).toBe(1);
  });

  it('is no longer shown once its private half turns out to be gone from the keychain', async () => {
    const around = setUp();
    const identity = around.start();
    await identity.make();
    await around.vault.remove(IDENTITY_ENTRY);
    expect(await identity.identity()).toEqual({ ok: true, value: null });
    expect(identity.state()).toBeNull();
    expect(around.told.at(-1)).toBeNull();
    expect(around.start().state(), 'nor after a restart').toBeNull();
  });

  it('counts as missing when the keychain entry is not a private key, and can be made again', async () => {
    const around = setUp();
    const identity = around.start();
    await identity.make();
    const before = identity.state()?.publicKey;
    await around.vault.put(IDENTITY_ENTRY, Buffer.from('AGE-SECRET-KEY-1DAMAGED'));
    expect(await identity.identity()).toEqual({ ok: true, value: null });
    expect(identity.state()).toBeNull();
    await identity.make();
    expect(identity.state()?.publicKey).toMatch(/^age1/);
    expect(identity.state()?.publicKey).not.toBe(before);
    unwrap(await identity.identity());
  });

  it('is the one in the keychain once that is read, if Keydesk with another profile folder has made a new one', async () => {
    const here = setUp();
    const there = setUp(here.vault);
    const identity = here.start();
    await identity.make();
    const other = there.start();
    await other.make();
    expect(other.state()).toEqual(identity.state());
    await other.remove();
    await other.make();
    expect(other.state()).not.toEqual(identity.state());
    const file = await encryptForRecipient(other.state()?.publicKey ?? '', Buffer.from('key'));
    const key = unwrap(await identity.identity());
    unwrap(await openForIdentity(file, key || Buffer.alloc(0)));
    expect(identity.state()).toEqual(other.state());
    expect(here.told.at(-1)).toBe(other.state()?.publicKey);
    expect(here.start().state(), 'and after a restart').toEqual(other.state());
  });

  it('is found where only Keydesk with another profile folder has made one', async () => {
    const here = setUp();
    const there = setUp(here.vault);
    const identity = here.start();
    await there.start().make();
    expect(await identity.identity()).toMatchObject({ ok: true, value: expect.any(Buffer) });
    expect(here.told).toEqual(there.told);
  });

  it('stays, with its private half, when its removal cannot be written', async () => {
    const around = setUp();
    const identity = around.start();
    await identity.make();
    const before = await kept(around);
    around.store.fails = true;
    expect(await identity.remove()).toEqual({
      ok: false,
      problem: { kind: 'address-unsaved', reason: 'no space left on device' },
    });
    expect(await kept(around)).toBe(before);
    expect(identity.state()).not.toBeNull();
  });

  it('stays while the keychain cannot be read', async () => {
    const around = setUp();
    const identity = around.start();
    await identity.make();
    around.vault.refuse = 'get';
    expect(await identity.identity()).toMatchObject({ problem: { kind: 'vault-failed' } });
    expect(identity.state()).not.toBeNull();
    expect(around.start().state()).not.toBeNull();
  });

  it('fails when it could not be remembered, and is the same at the next try', async () => {
    const around = setUp();
    const identity = around.start();
    around.store.fails = true;
    expect(await identity.make()).toEqual({
      ok: false,
      problem: { kind: 'address-unsaved', reason: 'no space left on device' },
    });
    expect(identity.state()).toBeNull();
    const before = await kept(around);
    around.store.fails = false;
    await identity.make();
    expect(await kept(around)).toBe(before);
  });
});

describe('without a keychain', () => {
  it('an address lasts for the session, and nothing of it is written', async () => {
    const around = setUp();
    around.vault.state = inMemory;
    const identity = around.start();
    await identity.make();
    expect(identity.state()).not.toBeNull();
    unwrap(await identity.identity());
    expect(around.store.value).toBeUndefined();
    expect(around.start().state()).toBeNull();
  });

  it('the address of this run lasts once the keychain is back and has it, and one of the keychain goes before it', async () => {
    const around = setUp();
    around.vault.state = inMemory;
    const identity = around.start();
    await identity.make();
    const made = identity.state()?.publicKey;
    around.vault.state = { kind: 'keychain', name: 'Test keychain' };
    await identity.vaultChanged();
    expect(identity.state()?.publicKey).toBe(made);
    expect(around.start().state()?.publicKey).toBe(made);

    around.vault.state = inMemory;
    await identity.vaultChanged();
    expect(identity.state()).toBeNull();
    around.vault.state = { kind: 'keychain', name: 'Test keychain' };
    await identity.vaultChanged();
    expect(identity.state()?.publicKey).toBe(made);
  });

  it('the address of the keychain is not shown, and is there again with the keychain', async () => {
    const around = setUp();
    await around.start().make();
    const lasting = around.start().state();
    const session = createReceivingIdentity({
      vault: createWatchedVault(inMemory),
      store: {
        read: () => around.store.value,
        write: (value) => {
          around.store.value = value;
        },
      },
      now: Date.now,
    });
    expect(session.state()).toBeNull();
    await session.make();
    await session.remove();
    expect(around.start().state()).toEqual(lasting);
  });
});
