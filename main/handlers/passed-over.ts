import type { SyntaxProblem } from '../signin/config-syntax.ts';

/** More lines than a person corrects one by one. */
const most = 6;

/** A sentence for each line of a configuration file that was passed over; the last one counts those that are not named. */
export function passedOverSentences(lines: readonly SyntaxProblem[]): string[] {
  const told = lines.slice(0, lines.length > most ? most - 1 : most);
  const more = lines.length - told.length;
  const sentences = told.map(({ line, reason }) => `Line ${line} was passed over: ${reason}.`);
  return more > 0 ? [...sentences, `${more} more lines were passed over.`] : sentences;
}
