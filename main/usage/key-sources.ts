import type { Secrets } from '../secret/secret-contract.ts';
import type { KeptKeys } from './kept-keys.ts';
import type { LendKey } from './usage-contract.ts';

export interface KeySourcesOptions {
  readonly secrets: Pick<Secrets, 'lend'>;
  readonly kept: Pick<KeptKeys, 'lend' | 'state'>;
}

/** One way to the secret of a key, whether its dialog is open or it is kept on this computer. */
export function createLendKey({ secrets, kept }: KeySourcesOptions): LendKey {
  return async (source, use) => {
    if (source.kind === 'kept') return kept.lend(source.id, use);
    return secrets.lend(source.handle, (secret, { keyName, accessKey, ownerName, home }) => {
      // A key of which the dialog is still open may have been kept a moment ago.
      const keptName = kept.state().find((key) => key.accessKey === accessKey)?.name ?? null;
      return use(secret, { keyName, accessKey, ownerName, home, keptName });
    });
  };
}
