import { chmodSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { setUpHandoverDesk } from '../../support/parts/handover-desk.ts';

// The real file system refuses to write. It never refuses root, so this test does not run as root.

const { openKey, expectUntouched } = setUpHandoverDesk();

describe.skipIf(process.getuid?.() === 0)('a folder into which this person may not write', () => {
  it.each([
    ['is to be looked at only', 0o500],
    ['is closed', 0o000],
  ])('and that %s takes no handed-over file and no draft, and the secret stays open', async (_how, mode) => {
    const opened = await openKey();
    const { keydesk, forGrace, file } = opened;
    const reason = 'this account has no permission for that';
    const refused = { ok: false, problem: { kind: 'file-unwritable', file, reason } };
    chmodSync(dirname(file), mode);
    try {
      expect(await keydesk.handover.saveFile(forGrace)).toEqual(refused);
      expect(await keydesk.handover.saveDraft(forGrace)).toEqual(refused);
    } finally {
      chmodSync(dirname(file), 0o700);
    }
    await expectUntouched(opened);
  });
});
