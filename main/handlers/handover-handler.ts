import type { IHandoverImpl } from '../../bridge/generated/browser/keydesk.ts';
import type { Recipient } from '../handover/address-book.ts';
import type { HandingOver } from '../handover/create-handing-over.ts';
import type { Passphrase } from '../handover/passphrase.ts';
import type { Unrecorded } from '../handover/record-handover.ts';
import { type Answer, nothing } from './answer.ts';
import type { Calls } from './bind-interface.ts';
import { toFailure } from './failure-sentences.ts';

export interface HandoverHandlerOptions {
  readonly answer: Answer;
  readonly handingOver: HandingOver;
}

const toWords = ({ words, ...rest }: Passphrase) => ({ words: [...words], ...rest });
const toRecipient = (recipient: Recipient) => ({ ...recipient, fingerprint: [...recipient.fingerprint] });

const toHandedOver = (problem: Unrecorded) => ({ unrecorded: problem && toFailure(problem) });

/** The state of the store `addressBook`. */
export const toRecipients = (recipients: readonly Recipient[]) => ({ recipients: recipients.map(toRecipient) });

/** SECURITY line 15: of a secret, `SpellGroup` alone answers a part; the passphrase's two calls answer what the person must tell. */
export function handoverHandler({ answer, handingOver }: HandoverHandlerOptions): Calls<IHandoverImpl> {
  const { addressBook, handover, printSheet, spellAloud, words } = handingOver;
  return {
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
