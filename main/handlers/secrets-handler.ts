import type { ISecretsImpl } from '../../bridge/generated/browser/keydesk.ts';
import type { Creations } from '../keys/creations.ts';
import type { Keys } from '../keys/keys.ts';
import { success } from '../outcome.ts';
import type { Secrets } from '../secret/secret-contract.ts';
import { type Answer, nothing } from './answer.ts';
import type { Calls } from './bind-interface.ts';
import { creationFailure } from './creation-failure.ts';

export interface SecretsHandlerOptions {
  readonly answer: Answer;
  readonly secrets: Secrets;
  readonly creations: Creations;
  readonly keys: Keys;
}

/** SECURITY line 15: `RevealSecret` is the one call here whose answer holds a secret. */
export function secretsHandler({ answer, secrets, creations, keys }: SecretsHandlerOptions): Calls<ISecretsImpl> {
  return {
    GenerateKey: (owner, request) =>
      answer(
        () => creations.generate(owner, request),
        (open) => ({ ...open }),
      ).then(creationFailure),
    RevealSecret: (handle) =>
      answer(
        () => secrets.reveal(handle),
        (secretKey) => ({ secretKey }),
      ),
    MaskSecret: (handle) => answer(() => secrets.mask(handle), nothing),
    HideFromCapture: (hidden) => answer(() => success(secrets.hideFromCapture(hidden)), nothing),
    CopySecret: (handle) => answer(() => secrets.copy(handle), nothing),
    AcknowledgeSecret: (handle, stored) => answer(() => secrets.acknowledge(handle, stored), nothing),
    CloseSecret: (handle, unstored) => answer(() => secrets.close(handle, unstored), nothing),
    ShowAgain: (handle) => answer(() => creations.showAgain(handle), nothing),
    CloseAndDelete: (handle) => answer(() => keys.removeOpen(handle), nothing),
    LookAgain: () => answer(() => creations.lookAgain(), nothing),
    ReplaceKey: (creation) =>
      answer(
        () => creations.replace(creation),
        (open) => ({ ...open }),
      ).then(creationFailure),
    DeleteLostKey: (creation) => answer(() => creations.remove(creation), nothing),
    LeaveKey: (creation) => answer(() => creations.leave(creation), nothing),
  };
}
