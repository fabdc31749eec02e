import type { Failure, FailureKind } from '../../bridge/values/failure.ts';
import type { Problem } from './problem.ts';

/** What happened, what it means for the key, what can be done: in whole sentences. */
export type Sentences = Pick<Failure, 'happened' | 'meaning' | 'remedy'>;
type ProblemOf<K extends Problem['kind']> = Extract<Problem, { kind: K }>;

/** One sentence-maker for each of the kinds: a kind without words, or with words for another, does not compile. */
export type SentencesFor<K extends Problem['kind'] & FailureKind> = {
  readonly [Kind in K]: (problem: ProblemOf<Kind>) => Sentences;
};
