import type { ISecretsImpl } from '../../bridge/generated/browser/keydesk.ts';
import { failed } from '../basics/outcome.ts';
import type { Creations } from '../keys/creations.ts';
import type { Keys } from '../keys/keys.ts';
import type { Rotations } from '../rotation/rotations.ts';
import type { Secrets } from '../secret/secret-contract.ts';
import type { Calls } from './bind-interface.ts';
import { creationFailure } from './creation-failure.ts';
import { carryOut, type Respond } from './respond.ts';

/** Security line 15: `RevealSecret` is the one call here whose answer holds a secret. */
export function secretsHandler(
  respond: Respond,
  secrets: Secrets,
  creations: Creations,
  keys: Keys,
  rotations: Pick<Rotations, 'runningFor'>,
): Calls<ISecretsImpl> {
  /** The lost key of a rotation is replaced by that rotation: a key made here would leave no room for the key that the rotation makes. */
  async function replace(creation: string) {
    const running = rotations.runningFor(creation);
    return running === null
      ? creations.replace(creation)
      : failed({ kind: 'rotation-running', keyName: running.keyName || running.newKey.name } as const);
  }
  return {
    GenerateKey: (owner, request) => respond(() => creations.generate(owner, request)).then(creationFailure),
    RevealSecret: (handle) =>
      respond(
        () => secrets.reveal(handle),
        (secretKey) => ({ secretKey }),
      ),
    MaskSecret: (handle) => respond(() => secrets.mask(handle)),
    HideFromCapture: (hidden) => carryOut(respond, () => secrets.hideFromCapture(hidden)),
    CopySecret: (handle) => respond(() => secrets.copy(handle)),
    AcknowledgeSecret: (handle, stored) => respond(() => secrets.acknowledge(handle, stored)),
    CloseSecret: (handle, unstored) => respond(() => secrets.close(handle, unstored)),
    ShowAgain: (handle) => respond(() => creations.showAgain(handle)),
    CloseAndDelete: (handle) => respond(() => keys.removeOpen(handle)),
    LookAgain: () => respond(() => creations.lookAgain()),
    ReplaceKey: (creation) => respond(() => replace(creation)).then(creationFailure),
    DeleteLostKey: (creation) => respond(() => creations.remove(creation)),
    LeaveKey: (creation) => respond(() => creations.leave(creation)),
  };
}
