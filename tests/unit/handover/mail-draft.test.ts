import { describe, expect, it } from 'vitest';
import { composeDraft, type MailDraft, mailAddress } from '../../../main/handover/mail-draft.ts';
import { tracesOf } from '../../support/attacks/secret-traces.ts';
import { readMail } from '../../support/desktop/read-mail.ts';

const draft: MailDraft = {
  to: 'grace@acme.example',
  toName: 'Grace Hopper',
  keyName: 'ci-deploy',
  replaces: null,
  sender: 'Ada Byron',
  lock: 'recipient',
  attachment: { name: 'ci-deploy-for-Grace-Hopper.age', bytes: Buffer.from('age-encryption.org/v1\n\0\xff', 'latin1') },
  date: new Date('2026-11-22T21:40:05Z'),
};
const read = async (change: Partial<MailDraft> = {}) => readMail(await composeDraft({ ...draft, ...change }));

describe('a draft', () => {
  it('is read by another library with its recipient, its subject and one attachment', async () => {
    const { headers, defects, attachments } = await read();
    expect(defects).toEqual([]);
    expect(headers).toMatchObject({
      to: 'Grace Hopper <grace@acme.example>',
      subject: 'Customer secret key ci-deploy',
      date: 'Sun, 22 Nov 2026 21:40:05 +0000',
      'mime-version': '1.0',
      'x-unsent': '1',
    });
    expect(Object.keys(headers).sort()).toEqual(
      ['content-type', 'date', 'message-id', 'mime-version', 'subject', 'to', 'x-unsent'].sort(),
    );
    expect(attachments).toEqual([
      { name: draft.attachment.name, type: 'application/octet-stream', content: draft.attachment.bytes },
    ]);
  });

  it('ends every line as RFC 5322 has it, in the headers and in the text', async () => {
    const eml = await composeDraft({ ...draft, sender: null, toName: 'Ада\nЛавлейс', lock: 'passphrase' });
    expect(eml.toString('latin1').match(/(?<!\r)\n|\r(?!\n)/g)).toBeNull();
  });

  it('does not name the computer', async () => {
    expect((await read()).headers['message-id']).toMatch(/^<[\w-]+@localhost>$/);
  });

  it('says how its attachment is opened, with Keydesk and without', async () => {
    const { text } = await read();
    expect(text).toContain('Hello Grace Hopper,');
    expect(text).toContain('“ci-deploy”');
    expect(text).toContain('Open Handed-Over File…');
    expect(text).toContain('age -d -i YOUR-KEY-FILE ci-deploy-for-Grace-Hopper.age');
    expect(text).toContain('Ada Byron');
    expect(text).not.toContain('passphrase');
  });

  it('names the old key, if the new one replaces one', async () => {
    const { text } = await read({ replaces: 'backup-nas (a90d41c7…02d811fe)' });
    expect(text).toContain('It replaces your key backup-nas (a90d41c7…02d811fe).');
    expect((await read()).text).not.toContain('replaces');
  });

  it('names the way of age alone for an SSH key, and asks for the receipt code where there is one', async () => {
    const { text } = await read({ lock: 'ssh', asksForReceipt: true });
    expect(text).toContain('age -d -i ~/.ssh/id_ed25519 ci-deploy-for-Grace-Hopper.age');
    expect(text).not.toContain('With Keydesk');
    expect(text).toContain('answer this message with the receipt code');
    expect((await read()).text).not.toContain('receipt');
  });

  it('says that the passphrase comes by another way, where there is one', async () => {
    const { text } = await read({ lock: 'passphrase' });
    expect(text).toContain('encrypted with a passphrase, which you are told by another way');
    expect(text).toContain('age -d ci-deploy-for-Grace-Hopper.age');
  });

  it('has no recipient yet if the user has no address', async () => {
    for (const to of [null, '', 'grace', 'grace@acme.example, eve@evil.example', 'a b@c']) {
      expect((await read({ to })).headers).not.toHaveProperty('to');
    }
    expect(mailAddress('grace.o’hopper+keys@acme.example')).toBe('grace.o’hopper+keys@acme.example');
  });

  it('has the headers and the lines that we give it, whatever the directory calls people and keys', async () => {
    const evil = 'x\r\nBcc: eve@evil.example\r\n\r\n<b>';
    const { headers, defects, attachments, text } = await read({
      to: 'grace@acme.example\r\nBcc: eve@evil.example',
      toName: evil,
      keyName: evil,
      sender: evil,
    });
    expect(defects).toEqual([]);
    expect(headers).not.toHaveProperty('bcc');
    expect(headers['subject']).toBe('Customer secret key x Bcc: eve@evil.example <b>');
    expect(attachments).toHaveLength(1);
    expect(text.split('\n').filter((line) => line.startsWith('Bcc'))).toEqual([]);
  });

  it('takes names of every script', async () => {
    const { headers, text } = await read({ toName: '山田 “太郎”, Jr.', keyName: 'Zürich', sender: 'Ада' });
    expect(headers['to']).toBe('"山田 “太郎”, Jr." <grace@acme.example>');
    expect(headers['subject']).toBe('Customer secret key Zürich');
    expect(text).toContain('Ада');
  });

  it('takes the byte order mark off a name that a table has brought along', async () => {
    const { headers } = await read({ keyName: '\uFEFFci-deploy ' });
    expect(headers['subject']).toBe('Customer secret key ci-deploy');
  });

  it('reads no file and no address for what is attached', async () => {
    const bytes = Buffer.from('/etc/hostname');
    expect((await read({ attachment: { name: '/etc/hostname', bytes } })).attachments[0]?.content).toEqual(bytes);
  });
});

describe('the search for traces of a secret', () => {
  const secret = '8fYq+w/3ZxQm1b7Hn0KcV5tR2uE9sLdP4aGjXiWoB6M=';

  it('finds one in every form that a mail can give it', () => {
    const forms = [
      secret,
      `x${secret.slice(3, 11)}y`,
      Buffer.from(`a${secret}`).toString('base64'),
      Buffer.from(`ab${secret}`).toString('base64').replace(/.{10}/g, '$&\r\n'),
      secret.replaceAll('=', '=3D').replace(/.{5}/g, '$&=\r\n'),
      Buffer.from(secret).toString('hex').toUpperCase(),
      encodeURIComponent(secret),
    ];
    for (const form of forms) expect(tracesOf(secret, Buffer.from(form)), form).not.toEqual([]);
    expect(tracesOf(secret, Buffer.from('nothing of it: 8fYq+w/'))).toEqual([]);
  });
});
