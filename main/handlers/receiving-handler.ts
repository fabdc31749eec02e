import type { AddressState, IncomingState, IReceivingImpl } from '../../bridge/generated/browser/keydesk.ts';
import { success } from '../outcome.ts';
import type { Receiving } from '../receiving/create-receiving.ts';
import type { Incoming } from '../receiving/incoming-file.ts';
import type { HandoverAddress } from '../receiving/receiving-identity.ts';
import { checkTyped } from '../receiving/typed-key.ts';
import { type Answer, nothing } from './answer.ts';
import type { Calls } from './bind-interface.ts';
import { toFailure } from './failure-sentences.ts';

export interface ReceivingHandlerOptions {
  readonly answer: Answer;
  readonly receiving: Receiving;
  /** Asks for a handed-over file with the system's dialog and opens it; nothing when the person cancels. */
  readonly chooseHandedOver: () => Promise<void>;
}

/** The state of the store `address`. */
export const toAddress = (address: HandoverAddress | null): AddressState => ({
  address: address && { ...address, fingerprint: [...address.fingerprint] },
});

/** The state of the store `incoming`. */
export function incomingState(incoming: Incoming): IncomingState {
  if (incoming.kind === 'none') return { kind: 'none' };
  if (incoming.kind === 'failed') {
    const { kind, file, problem } = incoming;
    return { kind, file, failure: toFailure(problem) };
  }
  const { kind, number, file, problem } = incoming;
  return { kind, number, file, failure: problem && toFailure(problem) };
}

/** What becomes of a file is told in the store `incoming`, however it came: chosen, dropped, or by the system. */
export function receivingHandler({
  answer,
  receiving,
  chooseHandedOver,
}: ReceivingHandlerOptions): Calls<IReceivingImpl> {
  const { identity, incoming, openTyped } = receiving;
  return {
    MakeAddress: () => answer(() => identity.make(), nothing),
    RemoveAddress: () => answer(() => identity.remove(), nothing),
    ChooseFile: () => answer(async () => success(await chooseHandedOver()), nothing),
    ReceiveFile: ({ name, base64 }) =>
      answer(async () => success(await incoming.receive(name, Buffer.from(base64, 'base64'))), nothing),
    OpenIncoming: (passphrase) => answer(async () => success(await incoming.open(passphrase)), nothing),
    DismissIncoming: () => answer(() => success(incoming.dismiss()), nothing),
    CheckTyped: (typed) =>
      answer(
        () => success(checkTyped(typed)),
        ({ length, check }) => ({ length, check: [...check] }),
      ),
    OpenTyped: (key) => answer(() => openTyped(key), nothing),
  };
}
