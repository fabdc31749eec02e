import type { Failure, FailureKind } from '../../bridge/values/failure.ts';
import type { Problem } from './problem.ts';
import { keySentences } from './sentences-keys.ts';
import { serviceSentences } from './sentences-service.ts';
import { signInSentences } from './sentences-sign-in.ts';

/** What happened, what it means for the key, what can be done: in whole sentences. */
type Sentences = Pick<Failure, 'happened' | 'meaning' | 'remedy'>;
type ProblemOf<K extends Problem['kind']> = Extract<Problem, { kind: K }>;

/** One sentence-maker for each of the kinds: a kind without words, or with words for another, does not compile. */
export type SentencesFor<K extends Problem['kind'] & FailureKind> = {
  readonly [Kind in K]: (problem: ProblemOf<Kind>) => Sentences;
};

const sentences: SentencesFor<Problem['kind']> = { ...signInSentences, ...serviceSentences, ...keySentences };

/** Oracle's own texts and file names can be long; a sentence is at most this many characters. */
const MAX = 1900;
const cut = (text: string) => (text.length > MAX ? `${text.slice(0, MAX)}…` : text);

/** The words for a problem. SECURITY line 17: no stack, no headers, no secret: they are built from the facts of the problem alone. */
export function failureSentences(problem: Problem): Sentences {
  const say = sentences[problem.kind] as (problem: Problem) => Sentences;
  const { happened, meaning, remedy } = say(problem);
  return { happened: cut(happened), meaning: meaning && cut(meaning), remedy: remedy && cut(remedy) };
}

function requestIdOf(problem: Problem): string | null {
  if ('requestId' in problem) return problem.requestId;
  return 'cause' in problem ? problem.cause.requestId : null;
}

/** The failure that crosses the bridge. */
export function toFailure(problem: Problem): Failure {
  return { kind: problem.kind, ...failureSentences(problem), requestId: requestIdOf(problem) };
}
