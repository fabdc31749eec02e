import type { Attempt, Finding } from '../../bridge/values/usage.ts';

/** `ready`: unbroken success for long enough. `failed`: waiting longer will not help. `gave-up`: the time is over. */
export type Verdict = 'go-on' | 'ready' | 'failed' | 'gave-up';

/** Findings that come from the key or the address themselves, and not from the time that a new key takes. */
const lasting: readonly Finding[] = ['wrong-secret', 'not-s3', 'refused'];

/**
 * The test fails after so many of the same lasting finding in a row, which takes half a minute. A single finding is not enough: servers
 * learn of a new key at different times, and it is not documented what a server answers in between. A proxy may also have answered instead
 * of the service.
 */
const repeats = 7;

/** If two answers are further apart, nothing is known of the time between: the computer slept, or its clock was set. */
const longestGapMs = 30_000;

/** Findings that mean that the key was accepted. */
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
