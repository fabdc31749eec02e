/** What main asks the person with the system's own dialog, which no page can draw, read or answer. */
export interface Question {
  readonly message: string;
  readonly detail: string;
  /** The button that goes ahead: a verb. The other one is Cancel, which Escape and Enter press. */
  readonly button: string;
}

/** True when the person went ahead. Also false if no dialog may be opened now. */
export type Ask = (question: Question) => Promise<boolean>;
