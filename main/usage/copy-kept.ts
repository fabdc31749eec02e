import type { Outcome } from '../basics/outcome.ts';
import type { ClipboardGuard, ClipboardProblem } from '../clipboard/clipboard-guard.ts';
import type { VaultProblem } from '../vault/vault.ts';
import type { KeptKeys } from './kept-keys.ts';
import type { KeptUnknown, Locked } from './usage-contract.ts';

/** Copies the secret of a kept key, guarded as the open secret is; the clipboard's state names it by the key's id. */
export type CopyKept = (id: string) => Promise<Outcome<null, KeptUnknown | VaultProblem | Locked | ClipboardProblem>>;

/** The secret is lent for as long as copying takes. */
export function createCopyKept({
  kept,
  clipboard,
}: {
  readonly kept: Pick<KeptKeys, 'lend'>;
  readonly clipboard: Pick<ClipboardGuard, 'copySecret'>;
}): CopyKept {
  return async (id) => {
    const copied = await kept.lend(id, (secret) => clipboard.copySecret(id, secret.toString('utf8')));
    return copied.ok ? copied.value : copied;
  };
}
