import type { IncomingState, IReceivingImpl } from '../../bridge/generated/browser/keydesk.ts';
import { success } from '../basics/outcome.ts';
import type { Receiving } from '../receiving/create-receiving.ts';
import type { Incoming } from '../receiving/incoming-file.ts';
import { checkTyped } from '../receiving/typed-key.ts';
import type { Calls } from './bind-interface.ts';
import { inWords, toFailure } from './failure-sentences.ts';
import { carryOut, nothing, type Respond } from './respond.ts';

/** The state of the store `incoming`. */
export function incomingState(incoming: Incoming): IncomingState {
  if (incoming.kind === 'failed') {
    const { kind, file, problem } = incoming;
    return { kind, file, failure: toFailure(problem) };
  }
  return incoming.kind === 'none' ? incoming : inWords(incoming);
}

/**
 * The store `incoming` says what becomes of a file, however it came: chosen, dropped, or opened by the system. `chooseHandedOver` shows the
 * system's dialog and opens the chosen file; it does nothing if the person cancels.
 */
export function receivingHandler(
  respond: Respond,
  receiving: Receiving,
  chooseHandedOver: () => Promise<void>,
): Calls<IReceivingImpl> {
  const { identity, incoming, openTyped } = receiving;
  return {
    MakeAddress: () => respond(() => identity.make()),
    RemoveAddress: () => respond(() => identity.remove()),
    ChooseFile: () => carryOut(respond, chooseHandedOver),
    ReceiveFile: ({ name, base64 }) => carryOut(respond, () => incoming.receive(name, Buffer.from(base64, 'base64'))),
    OpenIncoming: (passphrase) => carryOut(respond, () => incoming.open(passphrase)),
    DismissIncoming: () => carryOut(respond, incoming.dismiss),
    CheckTyped: (typed) => respond(() => success(checkTyped(typed))),
    OpenTyped: (key) => respond(() => openTyped(key), nothing),
  };
}
