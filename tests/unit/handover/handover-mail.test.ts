import { readFileSync, statSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { parseHandedKey } from '../../../main/handover/handed-key.ts';
import { tracesOf } from '../../support/attacks/secret-traces.ts';
import { readMail } from '../../support/desktop/read-mail.ts';
import { type OpenedKey, setUpHandoverDesk } from '../../support/parts/handover-desk.ts';
import { unwrap } from '../../support/parts/unwrap.ts';

// Security line 26. The real parts, over HTTP against the simulator; the test answers the system's dialogs.

const { openKey, age, pair } = setUpHandoverDesk();

let opened: OpenedKey;
beforeEach(async () => {
  opened = await openKey();
});

describe('a draft', () => {
  it('goes to the address in the directory, with the key encrypted in its attachment and nowhere else', async () => {
    const { keydesk, forGrace, secret } = opened;
    expect(await keydesk.handover.draftMail(forGrace)).toEqual({
      ok: true,
      value: { to: 'grace.hopper@acme.example', unrecorded: null },
    });
    const [draft] = keydesk.system.drafts;
    expect(draft?.name).toBe('ci-deploy-for-Grace-Hopper.eml');
    const mail = readMail(draft?.eml ?? Buffer.alloc(0));
    expect(mail.defects).toEqual([]);
    expect(mail.headers['to']).toBe('Grace Hopper <grace.hopper@acme.example>');
    expect(mail.attachments).toHaveLength(1);
    const [attachment] = mail.attachments;
    expect(attachment?.name).toBe('ci-deploy-for-Grace-Hopper.age');
    const read = unwrap(parseHandedKey(await age().decrypt(attachment?.content ?? Buffer.alloc(0), pair().file)));
    expect(read.secret.toString()).toBe(secret);
    expect(tracesOf(secret, draft?.eml ?? Buffer.alloc(0))).toEqual([]);
  });

  it('with a passphrase says nothing of its words', async () => {
    const { keydesk, withPassphrase, open, secret } = opened;
    const words = await keydesk.handover.makePassphrase(open.handle);
    await keydesk.handover.draftMail(withPassphrase);
    const eml = keydesk.system.drafts[0]?.eml ?? Buffer.alloc(0);
    const { text, attachments } = readMail(eml);
    const told = unwrap(words).words.join('-');
    // Every draft has texts such as "Content-Transfer-Encoding". Text that is also in a draft with other words is no trace of the words.
    await keydesk.handover.makePassphrase(open.handle);
    await keydesk.handover.draftMail(withPassphrase);
    const ofOtherWords = keydesk.system.drafts[1]?.eml ?? Buffer.from(told);
    expect(tracesOf(told, eml)).toEqual(tracesOf(told, ofOtherWords));
    expect(tracesOf(told, ofOtherWords).join('').length).toBeLessThan(told.length / 2);
    expect(tracesOf(secret, eml)).toEqual([]);
    expect(text).toContain('by another way');
    const read = unwrap(
      parseHandedKey(await age().decryptWithPassphrase(attachments[0]?.content ?? Buffer.alloc(0), told)),
    );
    expect(read.secret.toString()).toBe(secret);
  });

  it('is written down with the address that it is for', async () => {
    const { keydesk, forGrace, history } = opened;
    await keydesk.handover.draftMail(forGrace);
    expect(await history()).toMatchObject([{ how: 'mail-recipient', to: 'grace.hopper@acme.example' }]);
    expect(keydesk.secrets.current()).toMatchObject({ handedOver: true });
  });

  it('can be saved instead, for any mail program', async () => {
    const { keydesk, forGrace, file, history } = opened;
    expect(await keydesk.handover.saveDraft(forGrace)).toEqual({
      ok: true,
      value: { file, to: 'grace.hopper@acme.example', unrecorded: null },
    });
    expect(keydesk.system.suggested).toEqual(['ci-deploy-for-Grace-Hopper.eml']);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readMail(readFileSync(file)).attachments).toHaveLength(1);
    expect(await history()).toMatchObject([{ how: 'mail-recipient', to: 'grace.hopper@acme.example' }]);
  });

  it('has no address if the directory cannot be read', async () => {
    const { keydesk, forGrace } = opened;
    await keydesk.accounts.signOut(keydesk.accounts.current()?.id ?? '');
    expect(unwrap(await keydesk.handover.draftMail(forGrace))).toMatchObject({ to: null });
    expect(readMail(keydesk.system.drafts[0]?.eml ?? Buffer.alloc(0)).headers).not.toHaveProperty('to');
  });
});
