import type { Failure } from '../../bridge/values/failure.ts';
import type { Problem } from './problem.ts';

/** What happened, what it means for the key, what can be done: in whole sentences. And whether it is shown without red. */
export type Sentences = Pick<Failure, 'happened' | 'meaning' | 'remedy' | 'calm'>;

/** The meaning of a failure that came before anything was done. */
export const NOTHING_CHANGED = 'Nothing was changed.';

/** `a, b and c` */
export const listed = (words: readonly string[]) => new Intl.ListFormat('en-GB').format(words);

/** One entry for each kind of failure. A missing entry, or one that takes another problem, does not compile. */
export type AllSentences = {
  readonly [Kind in Problem['kind']]: (problem: Extract<Problem, { kind: Kind }>) => Sentences;
};
