import { readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { parseHandedKey } from '../../../main/handover/handed-key.ts';
import { tracesOf } from '../../support/attacks/secret-traces.ts';
import { note, type OpenedKey, setUpHandoverDesk } from '../../support/parts/handover-desk.ts';
import { self, wanted } from '../../support/parts/key-desk.ts';
import { unwrap } from '../../support/parts/unwrap.ts';

// Security line 26. The real parts, over HTTP against the simulator; the test answers the system's dialogs.

const { openKey, removeKey, expectUntouched, homeOf, age, pair, folder, blockJournal } = setUpHandoverDesk();

let opened: OpenedKey;
beforeEach(async () => {
  opened = await openKey();
});

describe('an encrypted file', () => {
  it('for a public key opens for its recipient with age, and holds the very key', async () => {
    const { keydesk, forGrace, file, secret, open } = opened;
    expect(await keydesk.handover.saveFile(forGrace)).toEqual({ ok: true, value: { file, unrecorded: null } });
    expect(keydesk.system.suggested).toEqual(['ci-deploy-for-Grace-Hopper.age']);
    const read = unwrap(parseHandedKey(await age().decrypt(readFileSync(file), pair().file)));
    expect(read).toMatchObject({
      secret: Buffer.from(secret),
      key: { keyName: 'ci-deploy', user: 'Grace Hopper', sender: 'Ada Byron', accessKey: open.accessKey, note },
    });
    const place = unwrap(await keydesk.endpointOf(await homeOf(opened), null));
    const { namespace, region, endpoint } = place;
    expect(endpoint).toMatch(/^http/);
    expect(read.key.place).toEqual({ namespace, region, endpoint });
    expect(read.key.tenancy).toBe(keydesk.accounts.current()?.tenancyName);
  });

  it('with a passphrase opens with the ten words that were shown, typed into age, at a second for each guess', async () => {
    await removeKey(opened);
    const { keydesk, withPassphrase, file, secret, open } = await openKey({ workFactor: undefined });
    const words = unwrap(await keydesk.handover.makePassphrase(open.handle));
    expect(unwrap(await keydesk.handover.saveFile(withPassphrase))).toMatchObject({ file });
    expect(readFileSync(file, 'latin1')).toMatch(/^age-encryption\.org\/v1\n-> scrypt \S{22} 18\n/);
    const typed = words.words.join('-');
    const read = unwrap(parseHandedKey(await age().decryptWithPassphrase(readFileSync(file), typed)));
    expect(read.secret.toString()).toBe(secret);
  });

  it('is its owner’s alone, and shows no part of the secret', async () => {
    const { keydesk, forGrace, file, secret } = opened;
    await keydesk.handover.saveFile(forGrace);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(dirname(file))).toEqual(['key.age']);
    expect(tracesOf(secret, readFileSync(file))).toEqual([]);
  });

  it('is written down in the history: how, when, for whose key; and counts as stored', async () => {
    const { keydesk, forGrace, history, open } = opened;
    await keydesk.handover.saveFile(forGrace);
    const words = keydesk.addressBook.state()[0]?.fingerprint.slice(0, 2).join(' ');
    expect(await history()).toEqual([
      { at: expect.stringMatching(/^20\d\d-/), how: 'file-recipient', to: `Grace Hopper (${words})` },
    ]);
    expect(keydesk.secrets.current()).toMatchObject({ handedOver: true });
    expect(await keydesk.secrets.close(open.handle, false)).toEqual({ ok: true, value: null });
  });

  it('with a passphrase is written down with its name, and without the folder that it lies in', async () => {
    const { keydesk, withPassphrase, history, open } = opened;
    await keydesk.handover.makePassphrase(open.handle);
    await keydesk.handover.saveFile(withPassphrase);
    expect(await history()).toMatchObject([{ how: 'file-passphrase', to: 'key.age' }]);
  });

  it('is made without region and endpoint if they are unknown, and says how to put them together', async () => {
    const { keydesk, forGrace, file } = opened;
    // After the sign-out Keydesk has no account, but the key stays open.
    const account = keydesk.accounts.current();
    await keydesk.accounts.signOut(account?.id ?? '');
    unwrap(await keydesk.handover.saveFile(forGrace));
    const text = (await age().decrypt(readFileSync(file), pair().file)).toString();
    expect(text).toContain('# Region and endpoint were not known');
    expect(text).not.toMatch(/^endpoint_url/m);
  });
});

describe('nothing happens, and the secret stays open,', () => {
  it('when the person cancels the dialog', async () => {
    const { keydesk, forGrace } = opened;
    keydesk.system.saveAs = null;
    expect(await keydesk.handover.saveFile(forGrace)).toEqual({ ok: true, value: null });
    expect(await keydesk.handover.saveDraft(forGrace)).toEqual({ ok: true, value: null });
    await expectUntouched(opened);
  });

  it('when the folder cannot be written', async () => {
    const { keydesk, forGrace, file } = opened;
    const blocker = join(folder, 'a-file');
    writeFileSync(blocker, '');
    keydesk.system.saveAs = join(blocker, 'key.age');
    for (const save of [keydesk.handover.saveFile, keydesk.handover.saveDraft]) {
      const saved = await save(forGrace);
      expect(saved.ok ? 'saved' : saved.problem.kind).toMatch(/^file-un(writable|readable)$/);
    }
    keydesk.system.saveAs = file;
    await expectUntouched(opened);
  });

  it('when the path to save to is a link', async () => {
    const { keydesk, forGrace } = opened;
    const link = join(folder, `link-${Date.now()}`);
    symlinkSync(join(folder, 'elsewhere'), link);
    keydesk.system.saveAs = link;
    expect(await keydesk.handover.saveFile(forGrace)).toEqual({
      ok: false,
      problem: { kind: 'file-is-link', file: link },
    });
    await expectUntouched(opened);
  });

  it('when no passphrase has been made', async () => {
    const { keydesk, withPassphrase } = opened;
    const missing = { ok: false, problem: { kind: 'passphrase-missing' } };
    expect(await keydesk.handover.saveFile(withPassphrase)).toEqual(missing);
    expect(await keydesk.handover.draftMail(withPassphrase)).toEqual(missing);
    expect(keydesk.system.suggested).toEqual([]);
    await expectUntouched(opened);
  });

  it('when the public key is no longer in the address book', async () => {
    const { keydesk, forGrace } = opened;
    keydesk.addressBook.remove(forGrace.lock.recipient);
    expect(await keydesk.handover.saveFile(forGrace)).toEqual({ ok: false, problem: { kind: 'recipient-unknown' } });
    await expectUntouched(opened);
  });

  it('when the public key is another user’s', async () => {
    const { keydesk, forGrace } = opened;
    const { publicKey } = await age().keygen();
    const bob = unwrap(await keydesk.handover.addRecipient({ ocid: 'ocid1.user.oc1..bob', name: 'Bob' }, publicKey));
    const lock = { kind: 'recipient', recipient: bob?.id || '' } as const;
    expect(await keydesk.handover.saveFile({ ...forGrace, lock })).toEqual({
      ok: false,
      problem: { kind: 'recipient-invalid', why: 'another-user', recipient: 'Bob', user: 'Grace Hopper' },
    });
    await expectUntouched(opened);
  });

  it('when no mail program opens the draft', async () => {
    const { keydesk, forGrace } = opened;
    keydesk.system.noMailProgram = 'no application is registered';
    expect(await keydesk.handover.draftMail(forGrace)).toEqual({
      ok: false,
      problem: { kind: 'no-mail-program', reason: 'no application is registered' },
    });
    await expectUntouched(opened);
  });
});

describe('a secret that has been closed', () => {
  it('is not handed over any more, not even from a dialog that was open at that time', async () => {
    const { keydesk, forGrace, file, open } = opened;
    keydesk.system.onDialog = async () => {
      await keydesk.secrets.close(open.handle, true);
    };
    const gone = { ok: false, problem: { kind: 'secret-gone' } };
    expect(await keydesk.handover.saveFile(forGrace)).toEqual(gone);
    expect(await keydesk.handover.draftMail(forGrace)).toEqual(gone);
    expect(await keydesk.handover.makePassphrase(open.handle)).toEqual(gone);
    expect(readdirSync(dirname(file))).toEqual([]);
  });

  it('takes its passphrase with it, and so does the lock', async () => {
    const { keydesk, withPassphrase, open } = opened;
    await keydesk.handover.makePassphrase(open.handle);
    await keydesk.lock.lock();
    await keydesk.lock.unlock();
    await expect.poll(() => keydesk.secrets.current()?.handle).toBe(open.handle);
    expect(await keydesk.handover.saveFile(withPassphrase)).toEqual({
      ok: false,
      problem: { kind: 'passphrase-missing' },
    });
  });
});

describe('what was done and could not be written down', () => {
  it('counts as done', async () => {
    const { keydesk, forGrace, file, open } = opened;
    const unblock = blockJournal();
    const saved = unwrap(await keydesk.handover.saveFile(forGrace));
    unblock();
    expect(saved).toMatchObject({ file, unrecorded: { kind: 'history-failed', keyName: 'ci-deploy' } });
    expect(readdirSync(dirname(file))).toEqual(['key.age']);
    expect(keydesk.secrets.current()).toMatchObject({ handle: open.handle, handedOver: true });
  });
});

describe('one’s own key', () => {
  it('can be encrypted for the user’s own handover address', async () => {
    const { keydesk, file } = opened;
    await keydesk.secrets.close(opened.open.handle, true);
    const made = unwrap(await keydesk.generateKey(self, { ...wanted, name: 'laptop' }));
    const { publicKey } = await age().keygen();
    const me = unwrap(await keydesk.handover.addRecipient({ ocid: made.ownerOcid ?? '', name: 'me' }, publicKey));
    const lock = { kind: 'recipient', recipient: me?.id || '' } as const;
    expect(unwrap(await keydesk.handover.saveFile({ handle: made.handle, lock, note: '' }))).toMatchObject({ file });
  });
});
