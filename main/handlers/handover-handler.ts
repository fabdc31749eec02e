import type { IHandoverImpl } from '../../bridge/generated/browser/keydesk.ts';
import type { AddressBook, Recipient } from '../handover/address-book.ts';
import type { Handover } from '../handover/handover-contract.ts';
import type { Passphrase } from '../handover/passphrase.ts';
import type { PrintSheet } from '../handover/print-sheet.ts';
import type { Unrecorded } from '../handover/record-handover.ts';
import type { SpellAloud } from '../handover/spell-aloud.ts';
import type { TellWords } from '../handover/tell-words.ts';
import { type Answer, nothing } from './answer.ts';
import { toFailure } from './failure-sentences.ts';

export interface HandoverHandlerOptions {
  readonly answer: Answer;
  readonly addressBook: AddressBook;
  readonly handover: Handover;
  readonly printSheet: PrintSheet;
  readonly spellAloud: SpellAloud;
  readonly words: TellWords;
}

const toWords = ({ words, ...rest }: Passphrase) => ({ words: [...words], ...rest });
const toRecipient = (recipient: Recipient) => ({ ...recipient, fingerprint: [...recipient.fingerprint] });

const toHandedOver = (problem: Unrecorded) => ({ unrecorded: problem && toFailure(problem) });

/** The state of the store `addressBook`. */
export const addressBookState = (recipients: readonly Recipient[]) => ({ recipients: recipients.map(toRecipient) });

/** SECURITY line 15: of a secret, `SpellGroup` alone answers a part; the passphrase's two calls answer what the person must tell. */
export function handoverHandler(options: HandoverHandlerOptions): IHandoverImpl {
  const { answer, addressBook, handover, printSheet, spellAloud, words } = options;
  return {
    getInitialAddressBookState: () => addressBookState(addressBook.list()),
    AddRecipient: (person, source) =>
      answer(
        () => handover.addRecipient(person, source.kind === 'pasted' ? source.text : null),
        (added) => added && toRecipient(added),
      ),
    RemoveRecipient: (recipient) => answer(() => addressBook.remove(recipient), nothing),
    ShowPassphrase: (handle) => answer(() => handover.showPassphrase(handle), toWords),
    MakePassphrase: (handle) => answer(() => handover.makePassphrase(handle), toWords),
    TellWords: (handle, told) => answer(() => words.tell(handle, told), nothing),
    CopyWords: (handle) => answer(() => words.copy(handle), nothing),
    SaveFile: (request) =>
      answer(
        () => handover.saveFile(request),
        (saved) => saved && { file: saved.file, ...toHandedOver(saved.unrecorded) },
      ),
    DraftMail: (request) =>
      answer(
        () => handover.draftMail(request),
        ({ to, unrecorded }) => ({ to, ...toHandedOver(unrecorded) }),
      ),
    SaveDraft: (request) =>
      answer(
        () => handover.saveDraft(request),
        (saved) => saved && { file: saved.file, to: saved.to, ...toHandedOver(saved.unrecorded) },
      ),
    PrintSheet: (handle) => answer(() => printSheet(handle), toHandedOver),
    SpellGroup: (handle, group) =>
      answer(
        () => spellAloud.group(handle, group),
        ({ characters, check, ...rest }) => ({
          ...rest,
          characters: characters.map((each) => ({ ...each })),
          check: [...check],
        }),
      ),
    FinishSpelling: (handle) => answer(() => spellAloud.finish(handle), toHandedOver),
  };
}
