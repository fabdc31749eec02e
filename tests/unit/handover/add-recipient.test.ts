import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { type OpenedKey, setUpHandoverDesk } from '../../support/parts/handover-desk.ts';
import { unwrap } from '../../support/parts/unwrap.ts';

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
      expect(unwrap(await keydesk.handover.addRecipient(person, null))).toMatchObject({ publicKey });
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
    expect(keydesk.addressBook.state()).toHaveLength(1);
  });

  it('is refused when it is known as another user’s, who is named', async () => {
    const { keydesk } = opened;
    const bob = { ocid: 'ocid1.user.oc1..bob', name: 'Bob' };
    const refused = {
      ok: false,
      problem: { kind: 'recipient-invalid', why: 'known-for-another', owner: 'Grace Hopper', user: 'Bob' },
    };
    expect(await keydesk.handover.addRecipient(bob, pair().publicKey.toUpperCase())).toEqual(refused);
    expect(keydesk.addressBook.state()).toHaveLength(1);
  });

  it('is taken from one person’s account to another once it is removed there', async () => {
    const { keydesk, forGrace } = opened;
    keydesk.addressBook.remove(forGrace.lock.recipient);
    const again = unwrap(
      await keydesk.handover.addRecipient({ ocid: 'ocid1.user.oc1..g', name: 'Grace' }, pair().publicKey),
    );
    expect(again).toMatchObject({ userName: 'Grace' });
  });

  it('is refused for another user if it is the own handover address, and accepted for the user’s own accounts', async () => {
    const { keydesk, person } = opened;
    await keydesk.identity.make();
    const address = keydesk.identity.state()?.publicKey ?? '';
    expect(await keydesk.handover.addRecipient(person, address)).toEqual({
      ok: false,
      problem: { kind: 'recipient-invalid', why: 'own-address', user: 'Grace Hopper' },
    });
    const me = { ocid: keydesk.accounts.current()?.userOcid ?? '', name: 'Ada Byron' };
    expect(unwrap(await keydesk.handover.addRecipient(me, address))).toMatchObject({ publicKey: address });
  });

  it('is not added when Keydesk is locked while the dialog for its file is open', async () => {
    const { keydesk, person } = opened;
    const { publicKey } = await age().keygen();
    const file = join(folder, 'late.txt');
    writeFileSync(file, publicKey);
    keydesk.system.keyFile = file;
    keydesk.system.onDialog = () => keydesk.lock.lock();
    expect(await keydesk.handover.addRecipient(person, null)).toEqual({ ok: true, value: null });
    expect(keydesk.addressBook.state()).toHaveLength(1);
  });

  it('is refused and not kept when it is a private one, from a file too', async () => {
    const { keydesk, person } = opened;
    const refused = { ok: false, problem: { kind: 'private-key-pasted' } };
    expect(await keydesk.handover.addRecipient(person, pair().identity)).toEqual(refused);
    keydesk.system.keyFile = pair().file;
    expect(await keydesk.handover.addRecipient(person, null)).toEqual(refused);
    expect(keydesk.addressBook.state()).toHaveLength(1);
  });
});
