import type { ISecretsImpl } from '../../bridge/generated/browser/keydesk.ts';
import { success } from '../basics/outcome.ts';
import type { Creations } from '../keys/creations.ts';
import type { Keys } from '../keys/keys.ts';
import type { Secrets } from '../secret/secret-contract.ts';
import type { Calls } from './bind-interface.ts';
import { creationFailure } from './creation-failure.ts';
import { nothing, type Respond } from './respond.ts';

export interface SecretsHandlerOptions {
  readonly respond: Respond;
  readonly secrets: Secrets;
  readonly creations: Creations;
  readonly keys: Keys;
}

/** Security line 15: `RevealSecret` is the one call here whose answer holds a secret. */
export function secretsHandler({ respond, secrets, creations, keys }: SecretsHandlerOptions): Calls<ISecretsImpl> {
  return {
    GenerateKey: (owner, request) => respond(() => creations.generate(owner, request)).then(creationFailure),
    RevealSecret: (handle) =>
      respond(
        () => secrets.reveal(handle),
        (secretKey) => ({ secretKey }),
      ),
    MaskSecret: (handle) => respond(() => secrets.mask(handle)),
    HideFromCapture: (hidden) => respond(() => success(secrets.hideFromCapture(hidden)), nothing),
    CopySecret: (handle) => respond(() => secrets.copy(handle)),
    AcknowledgeSecret: (handle, stored) => respond(() => secrets.acknowledge(handle, stored)),
    CloseSecret: (handle, unstored) => respond(() => secrets.close(handle, unstored)),
    ShowAgain: (handle) => respond(() => creations.showAgain(handle)),
    CloseAndDelete: (handle) => respond(() => keys.removeOpen(handle)),
    LookAgain: () => respond(() => creations.lookAgain()),
    ReplaceKey: (creation) => respond(() => creations.replace(creation)).then(creationFailure),
    DeleteLostKey: (creation) => respond(() => creations.remove(creation)),
    LeaveKey: (creation) => respond(() => creations.leave(creation)),
  };
}
