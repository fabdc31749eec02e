import type { IHandoverImpl } from '../../bridge/generated/browser/keydesk.ts';
import type { HandingOver } from '../handover/create-handing-over.ts';
import type { Unrecorded } from '../handover/record-handover.ts';
import type { Calls } from './bind-interface.ts';
import { toFailure } from './failure-sentences.ts';
import type { Respond } from './respond.ts';

const toHandedOver = (problem: Unrecorded) => ({ unrecorded: problem && toFailure(problem) });

/**
 * Security line 15: `SpellGroup` alone returns a part of a secret. The two calls for the passphrase return the words that the person must
 * tell.
 */
export function handoverHandler(respond: Respond, handingOver: HandingOver): Calls<IHandoverImpl> {
  const { addressBook, handover, printSheet, spellAloud, words } = handingOver;
  return {
    AddRecipient: (person, source) =>
      respond(() => handover.addRecipient(person, source.kind === 'pasted' ? source.text : null)),
    RemoveRecipient: (recipient) => respond(() => addressBook.remove(recipient)),
    ShowPassphrase: (handle) => respond(() => handover.showPassphrase(handle)),
    MakePassphrase: (handle) => respond(() => handover.makePassphrase(handle)),
    TellWords: (handle, told) => respond(() => words.tell(handle, told)),
    CopyWords: (handle) => respond(() => words.copy(handle)),
    SaveFile: (request) =>
      respond(
        () => handover.saveFile(request),
        (saved) => saved && { file: saved.file, ...toHandedOver(saved.unrecorded) },
      ),
    DraftMail: (request) =>
      respond(
        () => handover.draftMail(request),
        ({ to, unrecorded }) => ({ to, ...toHandedOver(unrecorded) }),
      ),
    SaveDraft: (request) =>
      respond(
        () => handover.saveDraft(request),
        (saved) => saved && { file: saved.file, to: saved.to, ...toHandedOver(saved.unrecorded) },
      ),
    PrintSheet: (handle) => respond(() => printSheet(handle), toHandedOver),
    SpellGroup: (handle, group) => respond(() => spellAloud.group(handle, group)),
    FinishSpelling: (handle) => respond(() => spellAloud.finish(handle), toHandedOver),
  };
}
