import { failed, success } from '../../../main/basics/outcome.ts';
import { openAddressBook } from '../../../main/handover/address-book.ts';
import { createHandover } from '../../../main/handover/handover.ts';
import type { HandoverOptions } from '../../../main/handover/handover-contract.ts';
import { createPassphrases } from '../../../main/handover/passphrase.ts';
import { LITTLE_WORK } from './little-work.ts';
import { setUpOneSecret } from './one-secret.ts';
import { setUpPolicy } from './policy-desk.ts';

/** Only the handover part of main: an open secret, ten words for it, and a user who accepts every save dialog. */
export async function setUpOneHandover(changes: Partial<HandoverOptions> = {}) {
  const { secrets, open } = setUpOneSecret();
  const { handle } = await open('Bk7+/=wJalrXUtnFEMI');
  const passphrases = createPassphrases();
  passphrases.make(handle);
  const locked = { is: false };
  const written: Buffer[] = [];
  const opened: Buffer[] = [];
  /** The recorded handovers: the way, and the address (null: none). */
  const recorded: [string, string | null][] = [];
  const handover = createHandover({
    policy: setUpPolicy(),
    secrets,
    passphrases,
    addressBook: openAddressBook({
      store: { read: () => undefined, write: () => {} },
      newId: () => '',
      now: Date.now,
    }),
    record: async (_open, how, to) => {
      recorded.push([how, to]);
      return null;
    },
    forgetWords: async (_open, forget) => forget(),
    isOwnAddress: () => false,
    isLocked: () => locked.is,
    endpointOf: async () => failed({ kind: 'unknown' } as never),
    describe: () => ({ sender: 'Ada Byron', tenancy: 'acme', replaces: null }),
    describeOwner: async (_home, signal) =>
      signal.aborted ? null : { name: 'Grace Hopper', email: 'grace.hopper@acme.example' },
    chooseSavePath: async () => '/somewhere/draft.eml',
    chooseKeyFile: async () => null,
    readFile: async (file) => failed({ kind: 'file-unreadable', file, reason: 'nothing is read here' }),
    writeFile: async (_file, bytes) => {
      written.push(Buffer.from(bytes));
      return success(null);
    },
    openDraft: async (_name, eml) => {
      opened.push(Buffer.from(eml));
      return success(null);
    },
    now: Date.now,
    workFactor: LITTLE_WORK,
    ...changes,
  });
  const withPassphrase = { handle, lock: { kind: 'passphrase' } as const, note: '' };
  return { handover, secrets, passphrases, locked, handle, withPassphrase, written, opened, recorded };
}
