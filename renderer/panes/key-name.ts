/** Oracle takes names of 1 to 255 characters. Main checks again; here the sentence comes while one types. */
export const longestName = 255;
const counterFrom = 200;

const characters = (count: number) => (count === 1 ? '1 character' : `${count} characters`);

export interface NameJudgement {
  /** A sentence once the name cannot be taken; null while it can. */
  readonly error: string | null;
  /** "238 of 255 characters", near the limit only. */
  readonly counter: string | null;
}

/** Judges a name as it would be sent: trimmed. An empty field is not told off before somebody tries to send it. */
export const judgeName = (name: string, sent: boolean): NameJudgement => {
  // Counted as main counts: a sign outside the basic plane is one character.
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
    return { error: 'The name holds a character that cannot be shown: a tab, for example.', counter: null };
  }
  return { error: null, counter: length >= counterFrom ? `${length} of ${longestName} characters` : null };
};
