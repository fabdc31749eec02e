import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { type OpenedKey, setUpHandoverDesk } from '../../support/handover-desk.ts';

const { openKey, age, pair, folder } = setUpHandoverDesk();

let opened: OpenedKey;
beforeEach(async () => {
  opened = await openKey();
});

describe('a public key', () => {
  it('is added from a file that the person chooses, in whatever form an editor saved it', async () => {
    const { keydesk, person } = opened;
    const { publicKey } = await age().keygen();
    const file = join(folder, 'grace.txt');
    for (const bytes of [Buffer.from(`# Grace\r\n${publicKey}\r\n`), Buffer.from(`\uFEFF${publicKey}`, 'utf16le')]) {
      writeFileSync(file, bytes);
      keydesk.system.keyFile = file;
      expect(await keydesk.handover.addRecipient(person, null)).toMatchObject({ ok: true, value: { publicKey } });
    }
  });

  it('is not added when the person cancels, the file is too large, or there is none', async () => {
    const { keydesk, person } = opened;
    expect(await keydesk.handover.addRecipient(person, null)).toEqual({ ok: true, value: null });
    const file = join(folder, 'large');
    writeFileSync(file, 'x'.repeat(20_000));
    for (const chosen of [file, join(folder, 'nothing-here')]) {
      keydesk.system.keyFile = chosen;
      expect(await keydesk.handover.addRecipient(person, null)).toMatchObject({ problem: { kind: 'file-unreadable' } });
    }
    expect(keydesk.addressBook.list()).toHaveLength(1);
  });

  it('is refused and not kept when it is a private one, from a file too', async () => {
    const { keydesk, person } = opened;
    const refused = { ok: false, problem: { kind: 'private-key-pasted' } };
    expect(await keydesk.handover.addRecipient(person, pair().identity)).toEqual(refused);
    keydesk.system.keyFile = pair().file;
    expect(await keydesk.handover.addRecipient(person, null)).toEqual(refused);
    expect(keydesk.addressBook.list()).toHaveLength(1);
  });
});
