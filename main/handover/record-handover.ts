import type { HandoverRecord, KeyHistory } from '../keys/key-history.ts';
import { failed, type Outcome } from '../outcome.ts';
import type { LentSecret, Secrets } from '../secret/one-time-secret.ts';

export interface RecordHandoverOptions {
  readonly history: Pick<KeyHistory, 'add'>;
  readonly secrets: Pick<Secrets, 'markSafe'>;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** It was handed over, and that could not be written down: `reason` is the system's own text. */
export type HistoryProblem = { readonly kind: 'history-failed'; readonly keyName: string; readonly reason: string };

/** Writes down that a handing-over is done; from then on Close asks no more. `to`: to which address, where there is one. */
export type RecordHandover = (
  open: LentSecret,
  how: HandoverRecord['how'],
  to: string | null,
) => Promise<Outcome<null, HistoryProblem>>;

/** What has left this computer counts as handed over, also where it could not be written down: that is told. */
export function createRecordHandover({ history, secrets, now }: RecordHandoverOptions): RecordHandover {
  return async ({ handle, accessKey, keyName, home }, how, to) => {
    secrets.markSafe(handle, 'handedOver');
    const done = { at: new Date(now()).toISOString(), how, to };
    const written = await history.add(accessKey, done, home.account?.sample ?? false);
    return written.ok ? written : failed({ kind: 'history-failed', keyName, reason: written.problem.reason });
  };
}
