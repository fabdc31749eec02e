import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect } from 'vitest';
import { type Changes, revealed, setUpKeyDesk, wanted } from './key-desk.ts';
import { setUpAgeProgram } from './set-up-age-program.ts';
import { unwrap } from './unwrap.ts';

export const note = 'For the build server.\nCall me when it works.';

/** An open key that the administrator has made for Grace, her own key pair, and the age program. */
export function setUpHandoverDesk() {
  const desk = setUpKeyDesk();
  const folder = mkdtempSync(join(tmpdir(), 'keydesk-handover-'));
  const { age, pair } = setUpAgeProgram();
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** Signed in as the administrator, with a key for Grace open, and her public key in the address book. */
  async function openKey(changes: Changes = {}) {
    const keydesk = await desk.signIn(changes);
    const owner = await desk.ownerNamed('grace.hopper', keydesk);
    const open = unwrap(await keydesk.generateKey(owner, wanted));
    const person = { ocid: open.ownerOcid ?? '', name: open.ownerName };
    const added = unwrap(await keydesk.handover.addRecipient(person, pair().publicKey));
    if (added === null) throw new Error('The public key was not added.');
    const file = join(mkdtempSync(join(folder, 'saved-')), 'key.age');
    keydesk.system.saveAs = file;
    return {
      keydesk,
      open,
      person,
      file,
      secret: revealed(keydesk) ?? '',
      forGrace: { handle: open.handle, lock: { kind: 'recipient', recipient: added.id } as const, note },
      withPassphrase: { handle: open.handle, lock: { kind: 'passphrase' } as const, note },
      history: async () => {
        const listed = unwrap(await keydesk.keys.list(owner));
        return listed.keys.find(({ accessKey }) => accessKey === open.accessKey)?.history;
      },
    };
  }
  type Opened = Awaited<ReturnType<typeof openKey>>;

  /** Expects that nothing has happened: no file, no note in the history, and the secret still open. */
  async function expectUntouched({ keydesk, open, secret, file, history }: Opened) {
    expect(readdirSync(dirname(file))).toEqual([]);
    expect(await history()).toEqual([]);
    expect(keydesk.secrets.current()).toEqual(open);
    expect(revealed(keydesk)).toBe(secret);
    expect(await keydesk.secrets.close(open.handle, false)).toMatchObject({ problem: { kind: 'secret-not-stored' } });
  }

  /** Deletes the open key, so that the same user can get another one. */
  async function removeKey({ keydesk, open }: Opened) {
    await keydesk.secrets.close(open.handle, true);
    await keydesk.keys.remove(await desk.ownerNamed('grace.hopper', keydesk), open.keyId);
  }

  async function homeOf({ keydesk, open }: Opened) {
    return unwrap(await keydesk.secrets.lend(open.handle, (_secret, { home }) => home));
  }

  return { ...desk, folder, openKey, removeKey, expectUntouched, homeOf, age, pair };
}

export type OpenedKey = Awaited<ReturnType<ReturnType<typeof setUpHandoverDesk>['openKey']>>;
