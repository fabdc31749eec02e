import type { ISecretsImpl } from '../../bridge/generated/browser/keydesk.ts';
import type { DeleteOpenKey } from '../keys/delete-open-key.ts';
import type { GenerateKey } from '../keys/generate-key.ts';
import type { UnfinishedCreation, UnfinishedCreations } from '../keys/unfinished-creations.ts';
import { success } from '../outcome.ts';
import type { Secrets } from '../secret/secret-contract.ts';
import { type Answer, nothing } from './answer.ts';
import { creationFailure } from './creation-failure.ts';

export interface SecretsHandlerOptions {
  readonly answer: Answer;
  readonly secrets: Secrets;
  readonly generateKey: GenerateKey;
  readonly unfinished: UnfinishedCreations;
  readonly showAgain: Secrets['showAgain'];
  readonly deleteOpenKey: DeleteOpenKey;
}

/** The state of the store `open`. */
export const openSecretState = (secrets: Pick<Secrets, 'current' | 'closed'>) => ({
  secret: secrets.current(),
  closed: secrets.closed().map((closed) => ({ ...closed })),
});

/** The state of the store `unfinished`. */
export const unfinishedState = (creations: readonly UnfinishedCreation[]) => ({
  creations: creations.map((creation) => ({ ...creation, owner: { ...creation.owner } })),
});

/** SECURITY line 15: `RevealSecret` is the one call here whose answer holds a secret. */
export function secretsHandler(options: SecretsHandlerOptions): ISecretsImpl {
  const { answer, secrets, generateKey, unfinished, showAgain, deleteOpenKey } = options;
  return {
    getInitialOpenState: () => openSecretState(secrets),
    getInitialUnfinishedState: () => unfinishedState(unfinished.list()),
    GenerateKey: (owner, request) =>
      answer(
        () => generateKey(owner, request),
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
    ShowAgain: (handle) => answer(() => showAgain(handle), nothing),
    CloseAndDelete: (handle) => answer(() => deleteOpenKey(handle), nothing),
    LookAgain: () => answer(() => unfinished.resume(), nothing),
    ReplaceKey: (creation) =>
      answer(
        () => unfinished.replace(creation),
        (open) => ({ ...open }),
      ).then(creationFailure),
    DeleteLostKey: (creation) => answer(() => unfinished.remove(creation), nothing),
    LeaveKey: (creation) => answer(() => unfinished.leave(creation), nothing),
  };
}
