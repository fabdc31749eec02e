/** What main asks the person with the system's own dialog, which no page can draw, read or answer. */
export interface Question {
  readonly message: string;
  readonly detail: string;
  /** The button that goes ahead: a verb. The other one is Cancel, which Escape and Enter press. */
  readonly button: string;
}

/** The most names in one question: more would push its buttons off the screen. */
const MOST_NAMED = 5;

/** What a question is about, a line each: the first names, and how many more there are. */
export function nameLines(names: readonly string[]): string {
  const more = names.length - MOST_NAMED;
  return [...names.slice(0, MOST_NAMED), ...(more > 0 ? [`and ${more} more`] : [])].join('\n');
}

/** True when the person went ahead. Also false if no dialog may be opened now. */
export type Ask = (question: Question) => Promise<boolean>;
