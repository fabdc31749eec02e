import { randomUUID } from 'node:crypto';
import type { Observable } from '../basics/observable.ts';
import type { ClipboardGuard } from '../clipboard/clipboard-guard.ts';
import type { Directory } from '../directory/directory.ts';
import { writePrivateFile } from '../files/private-file.ts';
import type { KeyHistory } from '../keys/key-history.ts';
import { shortAccessKey } from '../secret/key-form.ts';
import { isMadeBy, type KeyHome, type Secrets } from '../secret/secret-contract.ts';
import type { Accounts } from '../signin/account.ts';
import { readChosenFile } from '../signin/small-file.ts';
import type { EndpointOf } from '../usage/usage-contract.ts';
import { type AddressBookStore, openAddressBook } from './address-book.ts';
import { createHandover } from './handover.ts';
import type { DescribeHandover, HandoverOptions } from './handover-contract.ts';
import { createPassphrases } from './passphrase.ts';
import { createPrintSheet, type PrintSheetOptions } from './print-sheet.ts';
import { createForgetWords, createRecordHandover } from './record-handover.ts';
import { createSpellAloud } from './spell-aloud.ts';
import { createTellWords } from './tell-words.ts';

/** The dialogs and programs of the system that handing over needs. */
export type HandoverSystem = Pick<HandoverOptions, 'chooseSavePath' | 'chooseKeyFile' | 'openDraft'> &
  Pick<PrintSheetOptions, 'print'>;

export interface HandingOverOptions extends Pick<HandoverOptions, 'policy' | 'isLocked' | 'now'> {
  readonly accounts: Pick<Accounts, 'current' | 'list'>;
  readonly directory: Pick<Directory, 'getUser'>;
  readonly secrets: Secrets;
  readonly history: KeyHistory;
  readonly clipboard: ClipboardGuard;
  /** This person's own handover address. */
  readonly ownAddress: Observable<{ readonly publicKey: string } | null>;
  readonly usage: { readonly endpointOf: EndpointOf };
  /** The old key that the key of this creation replaces; null if it replaces none. */
  readonly replacedBy: (creation: string) => { readonly name: string; readonly accessKey: string } | null;
  readonly system: HandoverSystem;
  readonly store: AddressBookStore;
  readonly workFactor: HandoverOptions['workFactor'];
}

/** Handing the open secret over: in an encrypted file, by mail, on paper, or spelled. */
export function createHandingOver(options: HandingOverOptions) {
  const { accounts, directory, policy, secrets, history, clipboard, ownAddress, usage, system, isLocked, now } =
    options;
  const { endpointOf } = usage;
  const passphrases = createPassphrases();
  // When a secret is closed, its words are forgotten.
  secrets.subscribe(() => passphrases.keepOnly(secrets.current()?.handle ?? null));
  const record = createRecordHandover({ history, secrets, isTold: passphrases.isTold, now });
  const forgetWords = createForgetWords(history, secrets);
  const addressBook = openAddressBook({ store: options.store, newId: randomUUID, now });

  const describe: DescribeHandover = ({ handle, home, origin }) => {
    const maker = accounts.list().find((account) => isMadeBy(account, home));
    const told = origin.kind === 'received' ? origin.tenancy : null;
    const sender = maker ?? accounts.current();
    const old = options.replacedBy(handle);
    const replaces = old && `${old.name} (${shortAccessKey(old.accessKey)})`;
    return { sender: sender?.displayName ?? null, tenancy: maker?.tenancyName ?? told, replaces };
  };
  const describeOwner = async (home: KeyHome, signal: AbortSignal) => {
    const current = accounts.current();
    // Another account would look up the wrong user: for `self`, it would find itself.
    if (home.owner === null || current === null || !isMadeBy(current, home)) return null;
    const user = await directory.getUser(home.owner, signal);
    return user.ok ? { name: user.value.displayName, email: user.value.email } : null;
  };

  return {
    addressBook,
    describe,
    handover: createHandover({
      policy,
      secrets,
      record,
      forgetWords,
      addressBook,
      passphrases,
      isOwnAddress: (publicKey, userOcid) =>
        ownAddress.state()?.publicKey === publicKey &&
        !accounts.list().some((account) => account.userOcid === userOcid),
      isLocked,
      endpointOf,
      describe,
      describeOwner,
      chooseSavePath: system.chooseSavePath,
      chooseKeyFile: system.chooseKeyFile,
      openDraft: system.openDraft,
      readFile: readChosenFile,
      writeFile: writePrivateFile,
      now,
      workFactor: options.workFactor,
    }),
    printSheet: createPrintSheet({ policy, secrets, record, endpointOf, describe, print: system.print, isLocked, now }),
    spellAloud: createSpellAloud({ policy, secrets, record }),
    words: createTellWords({ passphrases, history, secrets, clipboard }),
    /** Forgets every passphrase, for the lock. A secret whose files only a forgotten passphrase opens no longer counts as handed over. */
    async forget(): Promise<void> {
      passphrases.keepOnly(null);
      const open = secrets.current();
      // A second time: other words may have been made in between.
      if (open) await forgetWords(open, () => passphrases.keepOnly(null));
    },
  };
}

export type HandingOver = ReturnType<typeof createHandingOver>;
