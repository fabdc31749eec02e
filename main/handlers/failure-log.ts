/** A failure as support may see it: no name, no path, no OCID. */
export interface LoggedFailure {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly kind: string;
  readonly requestId: string | null;
}

const KEPT = 20;

/**
 * The last failures that a person met, for the log and for "Copy diagnostics". A failure that the person never saw, such as a cancelled
 * read, is left out.
 */
export function createFailureLog(now: () => number, note: (text: string) => void) {
  let failures: readonly LoggedFailure[] = [];
  return {
    add({ kind, requestId }: Pick<LoggedFailure, 'kind' | 'requestId'>) {
      if (kind === 'cancelled') return;
      failures = [...failures, { at: now(), kind, requestId }].slice(-KEPT);
      note(`failure: ${kind}${requestId ? `, request ${requestId}` : ''}`);
    },
    recent: () => failures,
  };
}
