/** Oracle takes names of 1 to 255 characters. Main checks too. The check here shows a sentence while the user types. */
export const longestName = 255;
const counterFrom = 200;

const characters = (count: number) => (count === 1 ? '1 character' : `${count} characters`);

export interface NameJudgement {
  /** Why the name cannot be sent. Null: it can. */
  readonly error: string | null;
  /** "238 of 255 characters", only near the limit. */
  readonly counter: string | null;
}

/** Judges a name as it is sent, trimmed. An empty name is an error only after an attempt to send it. */
export const judgeName = (name: string, sent: boolean): NameJudgement => {
  // Counted as in main: a character outside the basic plane counts once.
  const { length } = [...name.trim()];
  if (length === 0) {
    if (name.length > 0) return { error: 'A name needs more than spaces.', counter: null };
    return { error: sent ? 'Give the key a name, so that you know later what uses it.' : null, counter: null };
  }
  if (length > longestName) {
    return {
      error: `The name is ${characters(length - longestName)} longer than the ${longestName} allowed.`,
      counter: null,
    };
  }
  if (/\p{Cc}/u.test(name.trim())) {
    return { error: 'The name has a character that cannot be shown: a tab, for example.', counter: null };
  }
  return { error: null, counter: length >= counterFrom ? `${length} of ${longestName} characters` : null };
};
