import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { failed, success } from '../../../main/basics/outcome.ts';
import { createMemoryVault } from '../../../main/vault/memory-vault.ts';
import { type OpenedKey, setUpHandoverDesk } from '../../support/parts/handover-desk.ts';
import { revealed } from '../../support/parts/key-desk.ts';
import { unwrap } from '../../support/parts/unwrap.ts';

// Security lines 21 and 24. The real parts, over HTTP against the simulator; the test answers the system's dialogs.

const { openKey, removeKey } = setUpHandoverDesk();

let opened: OpenedKey;
beforeEach(async () => {
  opened = await openKey();
});

describe('what only a passphrase opens counts as handed over until its words are forgotten,', () => {
  it('with a keychain, where the lock takes the secret away and brings it back', async () => {
    const { keydesk, withPassphrase, open } = opened;
    await keydesk.handover.makePassphrase(open.handle);
    await keydesk.handover.saveFile(withPassphrase);
    await keydesk.words.tell(open.handle, true);
    expect(keydesk.secrets.current()).toMatchObject({ handedOver: true });
    await keydesk.lock.lock();
    await keydesk.lock.unlock();
    await expect.poll(() => keydesk.secrets.current()?.handle).toBe(open.handle);
    expect(keydesk.secrets.current()).toMatchObject({ handedOver: false });
    expect(await keydesk.secrets.close(open.handle, false)).toMatchObject({ problem: { kind: 'secret-not-stored' } });
  });

  it('without one, where the secret stays in memory', async () => {
    await removeKey(opened);
    const { keydesk, open, withPassphrase } = await openKey({ vault: createMemoryVault('no keychain') });
    await keydesk.handover.makePassphrase(open.handle);
    await keydesk.handover.saveFile(withPassphrase);
    await keydesk.words.tell(open.handle, true);
    expect(keydesk.secrets.atRisk()).toBeNull();
    await keydesk.lock.lock();
    expect(keydesk.secrets.current()).toMatchObject({ handle: open.handle, handedOver: false });
    expect(keydesk.secrets.atRisk()).toBe('ci-deploy');
  });

  it('and goes on counting where it was handed over by another way too', async () => {
    const { keydesk, withPassphrase, forGrace, open } = opened;
    await keydesk.handover.saveFile(forGrace);
    await keydesk.handover.makePassphrase(open.handle);
    await keydesk.handover.saveFile(withPassphrase);
    await keydesk.lock.lock();
    await keydesk.lock.unlock();
    await expect.poll(() => keydesk.secrets.current()).toMatchObject({ handle: open.handle, handedOver: true });
  });
});

describe('what only a passphrase opens counts as handed over once its words are told,', () => {
  const untold = { handedOver: false, wordsUntold: true };
  const told = { handedOver: true, wordsUntold: false };

  it('before the file is made or after it, and no longer when that is taken back', async () => {
    const { keydesk, withPassphrase, open } = opened;
    await keydesk.handover.makePassphrase(open.handle);
    await keydesk.handover.saveFile(withPassphrase);
    expect(keydesk.secrets.current()).toMatchObject(untold);
    expect(await keydesk.secrets.close(open.handle, false)).toMatchObject({ problem: { kind: 'secret-not-stored' } });
    await keydesk.words.tell(open.handle, true);
    expect(keydesk.secrets.current()).toMatchObject(told);
    await keydesk.words.tell(open.handle, false);
    expect(keydesk.secrets.current()).toMatchObject(untold);
    await keydesk.handover.makePassphrase(open.handle);
    await keydesk.words.tell(open.handle, true);
    expect(keydesk.secrets.current(), 'nothing is locked with these').toMatchObject({ ...untold, wordsUntold: false });
    await keydesk.handover.saveFile(withPassphrase);
    expect(keydesk.secrets.current()).toMatchObject(told);
  });

  it('as they are when they are copied, guarded as the secret key is', async () => {
    const { keydesk, withPassphrase, open } = opened;
    const made = unwrap(await keydesk.handover.makePassphrase(open.handle));
    await keydesk.handover.saveFile(withPassphrase);
    expect(await keydesk.words.copy(open.handle)).toEqual(success(null));
    expect(keydesk.clipboard.text).toBe(made.words.join('-'));
    expect(keydesk.secrets.current()).toMatchObject(told);
    await keydesk.secrets.close(open.handle, false);
    expect(keydesk.secrets.state().closed).toMatchObject([{ what: 'passphrase', isOnClipboard: true }]);
    await keydesk.lock.lock();
    expect(keydesk.clipboard.text).toBe('');
    await keydesk.lock.unlock();
    expect(keydesk.secrets.state().closed, 'the words can be told to nobody').toMatchObject([{ isOnClipboard: false }]);
    expect(await keydesk.showAgain(open.handle)).toEqual(success(null));
    expect(keydesk.secrets.current()).toMatchObject({ handedOver: false });
    expect(revealed(keydesk)).toBe(opened.secret);
  });
});

describe('other words, made when something hangs on those before,', () => {
  it('take its handing-over back: Close asks again', async () => {
    const { keydesk, withPassphrase, open } = opened;
    await keydesk.handover.makePassphrase(open.handle);
    await keydesk.handover.saveFile(withPassphrase);
    await keydesk.words.tell(open.handle, true);
    expect(keydesk.secrets.current()).toMatchObject({ handedOver: true });
    expect(unwrap(await keydesk.handover.makePassphrase(open.handle))).toMatchObject({ inUse: false });
    expect(keydesk.secrets.current()).toMatchObject({ handedOver: false });
    expect(await keydesk.secrets.close(open.handle, false)).toMatchObject({ problem: { kind: 'secret-not-stored' } });
    await keydesk.handover.saveFile(withPassphrase);
    expect(await keydesk.secrets.close(open.handle, false)).toMatchObject({ problem: { kind: 'secret-not-stored' } });
    await keydesk.words.tell(open.handle, true);
    unwrap(await keydesk.secrets.close(open.handle, false));
  });

  it('leave it where it was handed over by another way too', async () => {
    const { keydesk, withPassphrase, forGrace, open } = opened;
    await keydesk.handover.saveFile(forGrace);
    await keydesk.handover.makePassphrase(open.handle);
    await keydesk.handover.saveFile(withPassphrase);
    await keydesk.handover.makePassphrase(open.handle);
    expect(keydesk.secrets.current()).toMatchObject({ handedOver: true });
  });
});

describe('nothing leaves once Keydesk is locked, where the secret stays in memory,', () => {
  beforeEach(async () => {
    await removeKey(opened);
    opened = await openKey({ vault: createMemoryVault('no keychain') });
  });

  it.each(['saveFile', 'saveDraft'] as const)('%s, from a dialog that stood open', async (way) => {
    const { keydesk, forGrace, file, history } = opened;
    keydesk.system.onDialog = () => keydesk.lock.lock();
    expect(await keydesk.handover[way](forGrace)).toEqual(failed({ kind: 'locked' }));
    expect(readdirSync(dirname(file))).toEqual([]);
    expect(keydesk.secrets.current()).toMatchObject({ handedOver: false });
    await keydesk.lock.unlock();
    expect(await history()).toEqual([]);
  });

  it('draftMail, while the file was being locked', async () => {
    const { keydesk, forGrace } = opened;
    const drafting = keydesk.handover.draftMail(forGrace);
    await keydesk.lock.lock();
    expect(await drafting).toEqual(failed({ kind: 'locked' }));
    expect(keydesk.system.drafts).toEqual([]);
    expect(keydesk.secrets.current()).toMatchObject({ handedOver: false });
  });
});
