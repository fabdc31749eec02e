import type { ISecretsImpl } from '../../bridge/generated/browser/keydesk.ts';
import type { GenerateKey } from '../keys/generate-key.ts';
import type { UnfinishedCreation, UnfinishedCreations } from '../keys/unfinished-creations.ts';
import { success } from '../outcome.ts';
import type { Secrets } from '../secret/one-time-secret.ts';
import { type Answer, nothing } from './answer.ts';
import type { ReachProblem } from './problem.ts';

export interface SecretsHandlerOptions {
  readonly answer: Answer;
  readonly secrets: Secrets;
  readonly generateKey: GenerateKey<ReachProblem>;
  readonly unfinished: UnfinishedCreations<ReachProblem>;
}

/** The state of the store `unfinished`. */
export const unfinishedState = (creations: readonly UnfinishedCreation[]) => ({
  creations: creations.map((creation) => ({ ...creation, owner: { ...creation.owner } })),
});

/** SECURITY line 15: `RevealSecret` is the one call here whose answer holds a secret. */
export function secretsHandler({ answer, secrets, generateKey, unfinished }: SecretsHandlerOptions): ISecretsImpl {
  return {
    getInitialOpenState: () => ({ secret: secrets.current() }),
    getInitialUnfinishedState: () => unfinishedState(unfinished.list()),
    GenerateKey: (owner, request) =>
      answer(
        () => generateKey(owner, request),
        (open) => ({ ...open }),
      ),
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
    LookAgain: () => answer(() => unfinished.resume(), nothing),
    ReplaceKey: (creation) =>
      answer(
        () => unfinished.replace(creation),
        (open) => ({ ...open }),
      ),
    LeaveKey: (creation) => answer(() => unfinished.leave(creation), nothing),
  };
}
