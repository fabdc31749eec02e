import type { Attempt, Finding } from '../../bridge/values/usage.ts';

/** `ready`: unbroken success for long enough. `failed`: waiting longer will not help. `gave-up`: the time is over. */
export type Verdict = 'go-on' | 'ready' | 'failed' | 'gave-up';

/** Findings that come from the key or the address themselves, and not from the time that a new key takes. */
const lasting: readonly Finding[] = ['wrong-secret', 'not-s3', 'refused'];

/**
 * After so many of the same in a row, half a minute of them, waiting is over. Not after the first: a new key is not known
 * everywhere at once, and nobody has published what a server says that has heard half of it; a proxy may also have
 * answered in the service's place.
 */
const repeats = 7;

/** Two answers that lie further apart have not seen what was between them: the computer slept, or its clock was set. */
const longestGapMs = 30_000;

/** What S3 clients do when they accept a key. */
const isAccepted = ({ finding }: Attempt): boolean => finding === 'works' || finding === 'works-without-listing';

/** Judges a test answer by answer. Times are epoch milliseconds. */
export function createVerdict({ unbrokenMs, until }: { readonly unbrokenMs: number; readonly until: number }) {
  let successSince: number | null = null;
  let lastAt: number | null = null;
  let everAccepted = false;
  let same: { readonly finding: Finding; readonly count: number } | null = null;

  return {
    /** Since when every attempt has succeeded; null: the last one did not. */
    successSince: () => successSince,

    next(attempt: Attempt, now: number): Verdict {
      const { finding } = attempt;
      const isGap = lastAt !== null && (now < lastAt || now - lastAt > longestGapMs);
      lastAt = now;
      same = { finding, count: same?.finding === finding ? same.count + 1 : 1 };

      if (isAccepted(attempt)) {
        everAccepted = true;
        if (successSince === null || isGap) successSince = now;
        if (now - successSince >= unbrokenMs) return 'ready';
      } else {
        successSince = null;
        // A key that was accepted once has the right secret and the right address, whatever the last answer says.
        if (!everAccepted && lasting.includes(finding) && same.count >= repeats) return 'failed';
      }
      return now >= until ? 'gave-up' : 'go-on';
    },
  };
}
