import type { Failure } from '../../bridge/values/failure.ts';
import type { Problem } from './problem.ts';

/** What happened, what it means for the key, what can be done: in whole sentences; and whether it is told without red. */
export type Sentences = Pick<Failure, 'happened' | 'meaning' | 'remedy' | 'calm'>;

/** The one entry that each kind of failure has. A kind without words, or with words for another, does not compile. */
export type AllSentences = {
  readonly [Kind in Problem['kind']]: (problem: Extract<Problem, { kind: Kind }>) => Sentences;
};
