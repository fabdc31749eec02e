import type { OpenSecret } from '../../bridge/values/secret.ts';
import { type HandoverRecord, type KeyHistory, opensWithoutWords } from '../keys/key-history.ts';
import type { LentSecret, Secrets } from '../secret/secret-contract.ts';

export interface RecordHandoverOptions {
  readonly history: Pick<KeyHistory, 'add'>;
  readonly secrets: Pick<Secrets, 'markSafe' | 'markUntold'>;
  /** True: the recipient has the words with which the files of this secret are encrypted. */
  readonly isTold: (handle: string) => boolean;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** It was handed over, and that could not be written down: `reason` is the system's own text. */
export type HistoryProblem = { readonly kind: 'history-failed'; readonly keyName: string; readonly reason: string };

/** It was handed over all the same: what kept that from being written down, or null. */
export type Unrecorded = HistoryProblem | null;

/**
 * Writes down that a handing-over is done; from then on Close asks no more, unless it opens with words that are still to be
 * told. `to`: to which address, where there is one.
 */
export type RecordHandover = (open: LentSecret, how: HandoverRecord['how'], to: string | null) => Promise<Unrecorded>;

/** What has left this computer counts as handed over, also where it could not be written down: that is told. */
export function createRecordHandover({ history, secrets, isTold, now }: RecordHandoverOptions): RecordHandover {
  return async ({ handle, accessKey, keyName, home }, how, to) => {
    if (how.endsWith('-passphrase') && !isTold(handle)) secrets.markUntold(handle, true);
    else secrets.markSafe(handle, 'handedOver');
    const done = { at: new Date(now()).toISOString(), how, to };
    const written = await history.add(accessKey, done, home.account?.sample ?? false);
    return written.ok ? null : { kind: 'history-failed', keyName, reason: written.problem.reason };
  };
}

export interface ForgetWordsOptions {
  readonly history: Pick<KeyHistory, 'of'>;
  readonly secrets: Pick<Secrets, 'current' | 'markSafe' | 'markUntold'>;
}

/** Forgets the words of an open secret; what nothing else opens counts as handed over no more, and Close asks again. */
export type ForgetWords = <T>(open: Pick<OpenSecret, 'handle' | 'accessKey'>, forget: () => T) => Promise<T>;

/** The history is read first, so that nobody can close between the one and the other. */
export function createForgetWords({ history, secrets }: ForgetWordsOptions): ForgetWords {
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
