import type { IncomingState, IReceivingImpl } from '../../bridge/generated/browser/keydesk.ts';
import { success } from '../basics/outcome.ts';
import type { Receiving } from '../receiving/create-receiving.ts';
import type { Incoming } from '../receiving/incoming-file.ts';
import { checkTyped } from '../receiving/typed-key.ts';
import type { Calls } from './bind-interface.ts';
import { toFailure } from './failure-sentences.ts';
import { nothing, type Respond } from './respond.ts';

interface ReceivingHandlerOptions {
  readonly respond: Respond;
  readonly receiving: Receiving;
  /** Asks for a handed-over file with the system's dialog and opens it; nothing when the person cancels. */
  readonly chooseHandedOver: () => Promise<void>;
}

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

/** The store `incoming` says what becomes of a file, however it came: chosen, dropped, or opened by the system. */
export function receivingHandler({
  respond,
  receiving,
  chooseHandedOver,
}: ReceivingHandlerOptions): Calls<IReceivingImpl> {
  const { identity, incoming, openTyped } = receiving;
  return {
    MakeAddress: () => respond(() => identity.make()),
    RemoveAddress: () => respond(() => identity.remove()),
    ChooseFile: () => respond(async () => success(await chooseHandedOver()), nothing),
    ReceiveFile: ({ name, base64 }) =>
      respond(async () => success(await incoming.receive(name, Buffer.from(base64, 'base64'))), nothing),
    OpenIncoming: (passphrase) => respond(async () => success(await incoming.open(passphrase)), nothing),
    DismissIncoming: () => respond(() => success(incoming.dismiss()), nothing),
    CheckTyped: (typed) => respond(() => success(checkTyped(typed))),
    OpenTyped: (key) => respond(() => openTyped(key), nothing),
  };
}
