import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import type { Clock } from './clock.ts';
import type { UserDetails } from './directory/directory-contract.ts';
import { type FileProblem, writePrivateFile } from './files/private-file.ts';
import { type AddressBookStore, openAddressBook, type Recipient } from './handover/address-book.ts';
import { MAX_AGE_FILE } from './handover/age-file.ts';
import { createHandover } from './handover/handover.ts';
import type { HandoverOptions } from './handover/handover-contract.ts';
import { createPassphrases } from './handover/passphrase.ts';
import { createPrintSheet, type DescribeHandover, type PrintSheetOptions } from './handover/print-sheet.ts';
import { createForgetWords, createRecordHandover } from './handover/record-handover.ts';
import { createSpellAloud } from './handover/spell-aloud.ts';
import { createTellWords, type TellWordsOptions } from './handover/tell-words.ts';
import type { KeyHistory } from './keys/key-history.ts';
import { failed, type Outcome } from './outcome.ts';
import { createIncomingFile, type Incoming } from './receiving/incoming-file.ts';
import { type AddressStore, createReceivingIdentity, type HandoverAddress } from './receiving/receiving-identity.ts';
import { createOpenTyped } from './receiving/typed-key.ts';
import type { KeyHome, OpenSecret, Secrets } from './secret/secret-contract.ts';
import type { Account } from './signin/account.ts';
import { readSmallFile } from './signin/small-file.ts';
import type { PlaceOf } from './usage/usage-contract.ts';
import type { Vault } from './vault/vault.ts';

/** The dialogs and programs of the system that handing over needs. */
export type HandoverSystem = Pick<HandoverOptions, 'chooseSavePath' | 'chooseKeyFile' | 'openDraft'> &
  Pick<PrintSheetOptions, 'print'>;

export interface HandoverPartsOptions {
  readonly vault: Vault;
  readonly clock: Clock;
  readonly secrets: Secrets;
  readonly history: Pick<KeyHistory, 'add' | 'of'>;
  readonly clipboard: TellWordsOptions['clipboard'];
  readonly accounts: { list(): readonly Account[]; current(): Account | null };
  readonly getUser: (
    owner: NonNullable<KeyHome['owner']>,
    signal: AbortSignal,
  ) => Promise<Outcome<UserDetails, unknown>>;
  readonly placeOf: PlaceOf;
  /** The name of a key that is being made now. */
  readonly making: () => string | null;
  readonly isLocked: () => boolean;
  readonly handoverSystem: HandoverSystem;
  readonly addressBookStore: AddressBookStore;
  readonly addressStore: AddressStore;
  readonly onAddressBook: (recipients: readonly Recipient[]) => void;
  readonly onAddress: (address: HandoverAddress | null) => void;
  readonly onIncoming: (incoming: Incoming) => void;
  readonly workFactor?: HandoverOptions['workFactor'];
}

/** Builds what handing over and receiving are made of. */
export function buildHandover(options: HandoverPartsOptions) {
  const { vault, clock, secrets, accounts, placeOf, making, isLocked, handoverSystem } = options;
  const { now } = clock;
  const passphrases = createPassphrases();
  const { history } = options;
  const record = createRecordHandover({ history, secrets, isTold: passphrases.isTold, now });
  const forgetWords = createForgetWords({ history, secrets });
  const addressBook = openAddressBook({
    store: options.addressBookStore,
    newId: randomUUID,
    now,
    onChange: options.onAddressBook,
  });

  const describe: DescribeHandover = ({ home, origin }) => {
    const maker = accounts.list().find((account) => isOf(account, home));
    const told = origin.kind === 'received' ? origin.tenancy : null;
    const sender = maker ?? accounts.current();
    return { sender: sender?.displayName ?? null, tenancy: maker?.tenancyName ?? told };
  };
  const describeOwner = async (home: KeyHome, signal: AbortSignal) => {
    const current = accounts.current();
    // Another account would ask for somebody else: for itself, where the key is its own.
    if (home.owner === null || current === null || !isOf(current, home)) return null;
    const user = await options.getUser(home.owner, signal);
    return user.ok ? { name: user.value.displayName, email: user.value.email } : null;
  };

  const identity = createReceivingIdentity({ vault, store: options.addressStore, now, onChange: options.onAddress });
  const incoming = createIncomingFile({
    identity,
    secrets,
    making,
    isLocked,
    newId: randomUUID,
    onChange: options.onIncoming,
  });

  return {
    addressBook,
    handover: createHandover({
      ...handoverSystem,
      secrets,
      record,
      forgetWords,
      addressBook,
      passphrases,
      isOwnAddress: (publicKey, userOcid) =>
        identity.address()?.publicKey === publicKey &&
        !accounts.list().some((account) => account.userOcid === userOcid),
      isLocked,
      placeOf,
      describe,
      describeOwner,
      readFile: readChosenFile,
      writeFile: writePrivateFile,
      now,
      workFactor: options.workFactor,
    }),
    printSheet: createPrintSheet({ secrets, record, placeOf, describe, print: handoverSystem.print, isLocked, now }),
    spellAloud: createSpellAloud({ secrets, record }),
    words: createTellWords({ passphrases, history, secrets, clipboard: options.clipboard }),
    identity,
    incoming,
    openTyped: createOpenTyped({ secrets, newId: randomUUID, making }),
    /** Opens a handed-over file that somebody named; what becomes of it `onIncoming` is told. */
    async openFile(path: string): Promise<void> {
      const name = basename(path);
      const bytes = await readChosenFile(path, MAX_AGE_FILE);
      if (bytes.ok) await incoming.receive(name, bytes.value);
      else incoming.refuse(name, bytes.problem);
    },
    /** To be told when another secret is open, or none: its passphrase goes with it. */
    onOpenSecret: (open: OpenSecret | null) => passphrases.keepOnly(open?.handle ?? null),
    /** No passphrase stays in memory while Keydesk is locked; and what nothing else opens counts as handed over no more. */
    async forget(): Promise<void> {
      passphrases.keepOnly(null);
      const open = secrets.current();
      // Once more: others may have been on their way.
      if (open) await forgetWords(open, () => passphrases.keepOnly(null));
    },
  };
}

const isOf = ({ tenancyOcid, userOcid, sample }: Account, { account }: KeyHome) =>
  account !== null && account.tenancyOcid === tenancyOcid && account.userOcid === userOcid && account.sample === sample;

/** Whoever names a file means it, whoever owns it and wherever it is linked from: what it holds is no secret of this computer. */
async function readChosenFile(file: string, maxBytes: number): Promise<Outcome<Buffer, FileUnreadable>> {
  const read = await readSmallFile(file, maxBytes);
  if (read.ok) return read;
  const reason = read.problem.kind === 'missing' ? 'it is not there' : read.problem.reason;
  return failed({ kind: 'file-unreadable', file, reason });
}

type FileUnreadable = Extract<FileProblem, { kind: 'file-unreadable' }>;
