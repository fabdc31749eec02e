import type { SpelledGroupOutcome } from '../../../bridge/values/handover.ts';
import type { ValueIn } from '../../../bridge/values/value-of.ts';

export type SpelledGroup = ValueIn<SpelledGroupOutcome>;

/** How a key changes the step. A step is the index of a group, or `total` at the end, where the check words are compared. */
type SpellingKey = 'next' | 'back' | null;

/** What a key does while reading aloud. On a focused button, Space presses the button, so it goes to the next group only elsewhere. */
export const spellingKey = (key: string, onControl: boolean): SpellingKey => {
  if (key === 'ArrowRight') return 'next';
  if (key === 'ArrowLeft') return 'back';
  return key === ' ' && !onControl ? 'next' : null;
};

/** The step after a key, never before the first group or past the end. `total` is null until main sends it. */
export const stepAfter = (step: number, key: Exclude<SpellingKey, null>, total: number | null): number => {
  if (key === 'back') return Math.max(0, step - 1);
  return total === null ? step : Math.min(total, step + 1);
};

/** "Group 3 of 11"; at the end "All 11 groups". */
export const stepWords = (step: number, total: number | null): string => {
  if (total === null) return 'Group 1';
  return step < total ? `Group ${step + 1} of ${total}` : `All ${total} groups`;
};
