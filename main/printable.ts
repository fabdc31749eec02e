/** Control characters, line and paragraph separators, and what turns the direction of a line round or cannot be seen. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Joins what is one character to the eye (emoji, Indic scripts, Persian): harmless alone, and needed. */
const JOINERS = /[\u200C\u200D]/;

const codeOf = (character: string) => (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');

/**
 * A text of somebody else's as one line that looks like what it is: each character that cannot be seen, or that changes how others are
 * seen, stands there as its number (`<U+202E>`).
 */
export const printable = (text: string): string =>
  text
    .toWellFormed()
    .replace(UNSEEN, (character) => (JOINERS.test(character) ? character : `<U+${codeOf(character)}>`));
