import type { OpenSecret } from '../../bridge/values/secret.ts';
import { type HandoverRecord, type KeyHistory, opensWithoutWords } from '../keys/key-history.ts';
import type { LentSecret, Secrets } from '../secret/secret-contract.ts';

interface RecordHandoverOptions {
  readonly history: Pick<KeyHistory, 'add'>;
  readonly secrets: Pick<Secrets, 'markSafe' | 'markUntold'>;
  /** True: the recipient has the words with which the files of this secret are encrypted. */
  readonly isTold: (handle: string) => boolean;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** The key was handed over, but its history could not be written: `reason` is the system's own text. */
export type HistoryProblem = { readonly kind: 'history-failed'; readonly keyName: string; readonly reason: string };

/** Why the history does not have the handover; null: it does. The key was handed over in any case. */
export type Unrecorded = HistoryProblem | null;

/**
 * Writes a handover into the key's history. From then on *Close* no longer asks, unless the person still has to tell the words. `to`: the
 * address, if there is one.
 */
export type RecordHandover = (open: LentSecret, how: HandoverRecord['how'], to: string | null) => Promise<Unrecorded>;

/** What has left this computer counts as handed over, even if the history could not be written. That failure is returned. */
export function createRecordHandover({ history, secrets, isTold, now }: RecordHandoverOptions): RecordHandover {
  return async ({ handle, accessKey, keyName, home }, how, to) => {
    if (how.endsWith('-passphrase') && !isTold(handle)) secrets.markUntold(handle, true);
    else secrets.markSafe(handle, 'handedOver');
    const done = { at: new Date(now()).toISOString(), how, to };
    const written = await history.add(accessKey, done, home.account?.sample ?? false);
    return written.ok ? null : { kind: 'history-failed', keyName, reason: written.problem.reason };
  };
}

/** Forgets the words of an open secret. If only they opened its files, the key no longer counts as handed over, and *Close* asks again. */
export type ForgetWords = <T>(open: Pick<OpenSecret, 'handle' | 'accessKey'>, forget: () => T) => Promise<T>;

/** The history is read first, so that the secret cannot be closed between the two steps. */
export function createForgetWords(
  history: Pick<KeyHistory, 'of'>,
  secrets: Pick<Secrets, 'current' | 'markSafe' | 'markUntold'>,
): ForgetWords {
  return async ({ handle, accessKey }, forget) => {
    const done = await history.of(accessKey);
    const result = forget();
    const open = secrets.current();
    if (open?.handle !== handle) return result;
    if (open.wordsUntold) secrets.markUntold(handle, false);
    const counts = open.handedOver;
    if (counts && !opensWithoutWords(done)) secrets.markSafe(handle, 'handedOver', false);
    return result;
  };
}
