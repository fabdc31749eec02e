import { failed, type Outcome, success } from '../basics/outcome.ts';
import type { ClipboardGuard, ClipboardProblem } from '../clipboard/clipboard-guard.ts';
import { type KeyHistory, opensWithoutWords } from '../keys/key-history.ts';
import type { SecretGone, Secrets } from '../secret/secret-contract.ts';
import type { Passphrases } from './passphrase.ts';

interface TellWordsOptions {
  readonly passphrases: Pick<Passphrases, 'show' | 'tell' | 'idOf' | 'copyOf'>;
  readonly history: Pick<KeyHistory, 'of'>;
  readonly secrets: Pick<Secrets, 'current' | 'markSafe' | 'markUntold'>;
  readonly clipboard: Pick<ClipboardGuard, 'copySecret'>;
}

type WordsProblem = SecretGone | { readonly kind: 'passphrase-missing' };

/** A file that only a passphrase opens counts as handed over once the recipient has been told the words. */
export function createTellWords({ passphrases, history, secrets, clipboard }: TellWordsOptions) {
  /** The person says that the recipient has the words, or takes that back. */
  async function tell(handle: string, told: boolean): Promise<Outcome<null, WordsProblem>> {
    const open = secrets.current();
    if (open?.handle !== handle) return failed({ kind: 'secret-gone' });
    const done = await history.of(open.accessKey);
    if (!passphrases.tell(handle, told)) return failed({ kind: 'passphrase-missing' });
    if (!passphrases.show(handle).inUse) return success(null);
    secrets.markUntold(handle, !told);
    if (told || !opensWithoutWords(done)) secrets.markSafe(handle, 'handedOver', told);
    return success(null);
  }

  return {
    tell,
    /** Copies the words, guarded as the secret key is, with the hyphens that the age program wants. They count as told. */
    async copy(handle: string): Promise<Outcome<null, WordsProblem | ClipboardProblem>> {
      const id = passphrases.idOf(handle);
      const words = id && passphrases.copyOf(id);
      if (!words) return failed({ kind: 'passphrase-missing' });
      const copied = await clipboard.copySecret(handle, words.toString('latin1'), 'passphrase');
      words.fill(0);
      return copied.ok ? tell(handle, true) : copied;
    },
  };
}

export type TellWords = ReturnType<typeof createTellWords>;
