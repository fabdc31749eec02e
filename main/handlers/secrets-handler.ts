import type { ISecretsImpl } from '../../bridge/generated/browser/keydesk.ts';
import type { GenerateKey } from '../keys/generate-key.ts';
import type { Secrets } from '../secret/one-time-secret.ts';
import { type Answer, nothing } from './answer.ts';
import type { ReachProblem } from './problem.ts';

export interface SecretsHandlerOptions {
  readonly answer: Answer;
  readonly secrets: Secrets;
  readonly generateKey: GenerateKey<ReachProblem>;
}

/** SECURITY line 15: `RevealSecret` is the one call whose answer holds a secret. */
export function secretsHandler({ answer, secrets, generateKey }: SecretsHandlerOptions): ISecretsImpl {
  return {
    getInitialOpenState: () => ({ secret: secrets.current() }),
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
    CopySecret: (handle) => answer(() => secrets.copy(handle), nothing),
    AcknowledgeSecret: (handle, stored) => answer(() => secrets.acknowledge(handle, stored), nothing),
    CloseSecret: (handle, unstored) => answer(() => secrets.close(handle, unstored), nothing),
  };
}
