import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../bridge/values/usage.ts';
import { createVerdict, type Verdict } from '../../../main/usage/readiness-verdict.ts';

/** The verdicts on answers that came at these seconds. */
function judge(answers: readonly (readonly [seconds: number, finding: Finding])[]): Verdict[] {
  const verdict = createVerdict({ unbrokenMs: 60_000, until: 600_000 });
  const rest = { text: null, requestId: null, clockAheadSeconds: null, waitSeconds: null };
  return answers.map(([seconds, finding]) => verdict.next({ ...rest, finding }, seconds * 1000));
}
const every5 = (count: number, finding: Finding, from = 0) =>
  Array.from({ length: count }, (_, index) => [from + index * 5, finding] as const);

describe('the verdict on a key', () => {
  it('is ready at the answer that makes the minute full, not before', () => {
    expect(judge(every5(13, 'works'))).toEqual([...Array(12).fill('go-on'), 'ready']);
  });

  it('does not count a minute without attempts: the computer slept, or its clock was set', () => {
    expect(
      judge([
        [0, 'works'],
        [61, 'works'],
      ]),
    ).toEqual(['go-on', 'go-on']);
    // The clock is set back. From there on, exactly a minute is needed again.
    const afterwards = judge([[100, 'works'], [90, 'works'], ...every5(12, 'works', 95)]);
    expect(afterwards).toEqual([...Array(13).fill('go-on'), 'ready']);
  });

  it.each(['wrong-secret', 'not-s3', 'refused'] as const)('fails after seven times %s in a row', (finding) => {
    expect(judge(every5(7, finding))).toEqual([...Array(6).fill('go-on'), 'failed']);
    expect(judge([...every5(6, finding), [30, 'not-there'], ...every5(6, finding, 35)])).not.toContain('failed');
  });

  it.each(['not-there', 'busy', 'clock', 'unreachable'] as const)('waits for what may pass: %s', (finding) => {
    const verdicts = judge(every5(121, finding));
    expect(verdicts.slice(0, -1)).toEqual(Array(120).fill('go-on'));
    expect(verdicts.at(-1)).toBe('gave-up');
  });

  it('never calls a secret wrong that was right once', () => {
    expect(judge([[0, 'works'], ...every5(60, 'wrong-secret', 5)])).not.toContain('failed');
  });
});
