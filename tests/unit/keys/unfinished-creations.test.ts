import { describe, expect, it } from 'vitest';
import { createKeychainWays } from '../../../main/handlers/keychain-ways.ts';
import type { CreationStep } from '../../../main/keys/creation-steps.ts';
import { createChangingVault } from '../../../main/vault/changing-vault.ts';
import { createMemoryVault } from '../../../main/vault/memory-vault.ts';
import { Crash, crashAt, revealed, self, setUpKeyDesk, wanted } from '../../support/parts/key-desk.ts';
import { unwrap } from '../../support/parts/unwrap.ts';

const { signIn, startAgain, ownerNamed, controls, posts, keysOf, keyNamed, journal, desk } = setUpKeyDesk();

const entryOf = async (handle: string) => {
  const kept = await desk().vault.get(`secret:${handle}`);
  return kept.ok ? kept.value : kept;
};
const handleOf = () => journal()[0]?.creation ?? '';
const ada = { userName: 'ada.byron', domainName: 'Default' };

describe('a program that died', () => {
  it.each<CreationStep>(['started', 'checked', 'journalling', 'written', 'journalled'])(
    'at "%s" has made no key, and none is told of',
    async (step) => {
      const dying = await signIn({ onStep: crashAt(step) });
      await dying.generateKey(self, wanted).catch(() => null);
      expect(await posts()).toEqual([]);
      const keydesk = await startAgain();
      expect(keydesk.told).toMatchObject({ open: null, unfinished: [] });
      unwrap(await keydesk.generateKey(self, wanted));
    },
  );

  it.each<CreationStep>(['sent', 'answered'])('at "%s" is told of the key, whose secret is lost', async (step) => {
    const dying = await signIn({ onStep: crashAt(step) });
    await expect(dying.generateKey(self, { ...wanted, description: 'Build farm' })).rejects.toThrow(Crash);
    await expect.poll(() => keysOf('ada.byron')).toHaveLength(2);
    const keydesk = await startAgain();
    const { accessKey } = (await keyNamed('ada.byron')) ?? {};
    expect(keydesk.told).toMatchObject({
      open: null,
      unfinished: [{ state: 'lost', keyName: 'ci-deploy', ownerIdentity: ada, accessKey }],
    });
    expect(await posts()).toHaveLength(1);
  });

  it.each<CreationStep>(['secret-stored', 'recorded', 'untagged'])(
    'at "%s" offers the secret again, and takes the tag away',
    async (step) => {
      const dying = await signIn({ onStep: crashAt(step) });
      await expect(dying.generateKey(self, { ...wanted, description: 'Build farm' })).rejects.toThrow(Crash);
      const keydesk = await startAgain();
      const key = await keyNamed('ada.byron');
      expect(revealed(keydesk)).toBe(key?.secretKey);
      expect(keydesk.told.open).toMatchObject({ keyName: 'ci-deploy', ownerIdentity: ada, restsIn: 'keychain' });
      expect(keydesk.told.open?.accessKey).toBe(key?.accessKey);
      expect(keydesk.told.unfinished).toEqual([]);
      expect(key?.description).toBe('Build farm');
      unwrap(await keydesk.secrets.close(handleOf(), true));
      expect(await entryOf(handleOf())).toBeNull();
      expect((await startAgain()).told).toMatchObject({ open: null, unfinished: [] });
    },
  );

  it.each<CreationStep>(['reconciling', 'settled'])('at "%s" is told of the key too', async (step) => {
    const dying = await signIn({ onStep: crashAt(step) });
    await controls().setFault({ kind: 'drop-after', method: 'POST' });
    await expect(dying.generateKey(self, wanted)).rejects.toThrow(Crash);
    expect((await startAgain()).told.unfinished).toMatchObject([{ state: 'lost' }]);
  });

  it.each<CreationStep>(['closing', 'secret-removed', 'closed'])(
    'at "%s" removes what is left of the secret, and offers it no more',
    async (step) => {
      const dying = await signIn({ onStep: crashAt(step) });
      await dying.generateKey(self, wanted);
      await expect(dying.secrets.close(handleOf(), true)).rejects.toThrow(Crash);
      const keydesk = await startAgain();
      expect(keydesk.told).toMatchObject({ open: null, unfinished: [] });
      expect(await entryOf(handleOf())).toBeNull();
      expect(journal().at(-1)).toMatchObject({ type: 'ended', how: 'closed' });
      expect(await keysOf('ada.byron')).toHaveLength(2);
    },
  );

  it('offers the secrets of two creations one after the other', async () => {
    const first = await signIn({ onStep: crashAt('recorded') });
    await expect(first.generateKey(self, wanted)).rejects.toThrow(Crash);
    const second = await signIn({ onStep: crashAt('recorded') });
    const grace = await ownerNamed('grace.hopper', second);
    await expect(second.generateKey(grace, { ...wanted, name: 'laptop' })).rejects.toThrow(Crash);

    const keydesk = await startAgain();
    expect(revealed(keydesk)).toBe((await keyNamed('ada.byron'))?.secretKey);
    expect(keydesk.told.unfinished).toEqual([]);
    await keydesk.secrets.close(keydesk.told.open?.handle ?? '', true);
    await expect.poll(async () => revealed(keydesk)).toBe((await keyNamed('grace.hopper', 'laptop'))?.secretKey);
  });

  it('offers a secret again that was closed while its copy was on the clipboard', async () => {
    const dying = await signIn();
    await dying.generateKey(self, wanted);
    await dying.secrets.copy(handleOf());
    unwrap(await dying.secrets.close(handleOf(), false));
    await dying.resume();
    expect(dying.told, 'it is not opened by itself').toMatchObject({ open: null, unfinished: [] });
    expect(journal().map(({ type }) => type)).toEqual(['begun', 'created']);
    const keydesk = await startAgain();
    expect(revealed(keydesk)).toBe((await keyNamed('ada.byron'))?.secretKey);
  });

  it('leaves the creations of another account to that account', async () => {
    const dying = await signIn({ onStep: crashAt('recorded') });
    await expect(dying.generateKey(self, wanted)).rejects.toThrow(Crash);
    const keydesk = await signIn({}, 'USER');
    await keydesk.resume();
    expect(keydesk.told).toMatchObject({ open: null, unfinished: [] });
    const account = keydesk.accounts.list().find(({ profile }) => profile === 'ADMIN');
    keydesk.accounts.switchTo(account?.id ?? '');
    await keydesk.resume();
    expect(revealed(keydesk)).toBe((await keyNamed('ada.byron'))?.secretKey);
  });

  it('leaves a description alone that another user has written', async () => {
    const dying = await signIn({ onStep: crashAt('recorded') });
    await expect(dying.generateKey(self, { ...wanted, description: 'Build farm' })).rejects.toThrow(Crash);
    const console = await signIn();
    const { api } = unwrap(await console.directory.usersAndKeys(self));
    const key = await keyNamed('ada.byron');
    unwrap(await api.setDescription({ kind: 'self' }, key?.id ?? '', 'Moved to the cellar'));
    await startAgain();
    expect((await keyNamed('ada.byron'))?.description).toBe('Moved to the cellar');
  });
});

describe('a secret in the keychain', () => {
  it('that does not answer is told of, nothing is concluded, and it is offered when the keychain is back', async () => {
    const dying = await signIn({ onStep: crashAt('recorded') });
    await expect(dying.generateKey(self, wanted)).rejects.toThrow(Crash);
    desk().vault.refuse = 'get';
    const keydesk = await startAgain();
    expect(keydesk.told.open).toBeNull();
    expect(keydesk.told.unfinished).toMatchObject([{ state: 'unreadable', keyName: 'ci-deploy' }]);
    expect(keydesk.told.problems).toMatchObject([{ kind: 'vault-failed', reason: 'the keychain is locked' }]);
    expect(journal().map(({ type }) => type)).toEqual(['begun', 'created']);
    expect(await keydesk.unfinished.leave(handleOf())).toMatchObject({ problem: { kind: 'creation-unknown' } });
    desk().vault.refuse = null;
    keydesk.told.later?.();
    await expect.poll(() => revealed(keydesk)).toBe((await keyNamed('ada.byron'))?.secretKey);
    expect(keydesk.told.unfinished).toEqual([]);
  });

  it.each<CreationStep>(['secret-stored', 'recorded', 'closing'])(
    'after "%s" waits for it while there is only memory, and says why',
    async (step) => {
      const dying = await signIn({ onStep: crashAt(step) });
      await dying.generateKey(self, wanted).catch(() => null);
      if (step === 'closing') await dying.secrets.close(handleOf(), true).catch(() => null);
      const before = journal();
      const keydesk = await startAgain({ vault: createMemoryVault('no Secret Service answers') });
      expect(keydesk.told.open).toBeNull();
      expect(keydesk.told.problems).toMatchObject([{ reason: expect.stringContaining('no Secret Service answers') }]);
      expect(journal()).toEqual(before);
      expect(await entryOf(handleOf())).not.toBeNull();
      const back = await startAgain();
      if (step === 'closing') expect(await entryOf(handleOf())).toBeNull();
      else expect(revealed(back)).toBe((await keyNamed('ada.byron'))?.secretKey);
    },
  );

  it('that has moved into a keychain which was back is waited for as well, and not told as lost', async () => {
    const vault = createChangingVault({ keychain: desk().vault, why: 'none is running' });
    const keydesk = await signIn({ vault });
    unwrap(await keydesk.generateKey(self, wanted));
    const identity = { vaultChanged: async () => {} };
    const { accounts, secrets, creations } = keydesk;
    unwrap(await createKeychainWays({ vault, accounts, secrets, creations, identity }).tryKeychain());
    const there = await startAgain({ vault: createMemoryVault('no Secret Service answers') });
    expect(there.told).toMatchObject({ open: null, unfinished: [{ state: 'unreadable' }] });
    expect(revealed(await startAgain())).toBe((await keyNamed('ada.byron'))?.secretKey);
  });

  it('that somebody has deleted is lost, and the key is told of', async () => {
    const dying = await signIn({ onStep: crashAt('recorded') });
    await expect(dying.generateKey(self, wanted)).rejects.toThrow(Crash);
    await desk().vault.remove(`secret:${handleOf()}`);
    const { accessKey } = (await keyNamed('ada.byron')) ?? {};
    expect((await startAgain()).told).toMatchObject({ open: null, unfinished: [{ state: 'lost', accessKey }] });
  });

  it('that was believed lost, in another keychain say, is offered when it is there again', async () => {
    const dying = await signIn({ onStep: crashAt('recorded') });
    await expect(dying.generateKey(self, wanted)).rejects.toThrow(Crash);
    const entry = await entryOf(handleOf());
    await desk().vault.remove(`secret:${handleOf()}`);
    await startAgain();
    expect(journal().at(-1)?.type).toBe('lost');
    if (Buffer.isBuffer(entry)) await desk().vault.put(`secret:${handleOf()}`, entry);
    const keydesk = await startAgain();
    expect(revealed(keydesk)).toBe((await keyNamed('ada.byron'))?.secretKey);
    expect(keydesk.told.unfinished).toEqual([]);
  });

  it('that is damaged counts as lost', async () => {
    const dying = await signIn({ onStep: crashAt('recorded') });
    await expect(dying.generateKey(self, wanted)).rejects.toThrow(Crash);
    await desk().vault.put(`secret:${handleOf()}`, Buffer.from('nonsense'));
    expect((await startAgain()).told.unfinished).toMatchObject([{ state: 'lost' }]);
  });

  it('without one, in memory alone, is lost with the program, and the key is told of', async () => {
    const memory = createMemoryVault('no Secret Service answers');
    const dying = await signIn({ vault: memory, onStep: crashAt('untagged') });
    await expect(dying.generateKey(self, wanted)).rejects.toThrow(Crash);
    expect(dying.told.open?.restsIn).toBe('memory');
    // The signing key is lost too, so the user signs in again.
    const keydesk = await signIn({ vault: createMemoryVault('no Secret Service answers') });
    await keydesk.resume();
    expect(keydesk.told.unfinished).toMatchObject([{ state: 'lost', keyName: 'ci-deploy' }]);
  });
});

describe('the service away at the start', () => {
  it('leaves a creation unclear, and it is looked at again by itself', async () => {
    const dying = await signIn({ onStep: crashAt('answered') });
    await expect(dying.generateKey(self, wanted)).rejects.toThrow(Crash);
    let isAway = true;
    const keydesk = await startAgain({
      fetch: async (input, init) => {
        if (isAway) throw new TypeError('fetch failed', { cause: Object.assign(new Error(), { code: 'ENOTFOUND' }) });
        return fetch(input, init);
      },
    });
    expect(keydesk.told.unfinished).toMatchObject([{ state: 'unclear' }]);
    isAway = false;
    keydesk.told.later?.();
    await expect.poll(() => keydesk.told.unfinished).toMatchObject([{ state: 'lost' }]);
    // A lost secret is shown until the user decides. Nothing is left to check.
    expect(keydesk.told.later).toBeNull();
  });
});
