/** Control characters, line and paragraph separators, and characters that cannot be seen or that reverse the direction of a line. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
/** The same without line breaks and tabs, for a text of several lines. */
const UNSEEN_IN_LINES = /(?![\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
/** Joins parts into what looks like one character (emoji, Indic scripts, Persian). It is harmless, and needed. */
const JOINER = /[\u200C\u200D]/;

const codeOf = (character: string) => (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
const numbered = (character: string) => (JOINER.test(character) ? character : `<U+${codeOf(character)}>`);

/**
 * A text that others wrote, as one line that hides nothing: a character that cannot be seen, or that changes how others are seen, is shown
 * by its number (`<U+202E>`).
 */
export const printable = (text: string): string => text.toWellFormed().replace(UNSEEN, numbered);

/** The same for a text that may have line breaks and tabs: each run of them becomes one space. */
export const printableInOneLine = (text: string): string => printable(text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' '));

/** A server's words as one line for a page: cut, and without control characters. Null if there are none. */
export const oneLine = (words: string | null | undefined, most: number): string | null =>
  words
    ?.replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, most) || null;

/** `printable` for a text that may have lines and tabs of its own. */
export const printableLines = (text: string): string => text.toWellFormed().replace(UNSEEN_IN_LINES, numbered);

/** The same for JSON: the number is written as an escape of JSON, so that programs read the original character. */
export const printableJson = (json: string): string =>
  json.replace(UNSEEN_IN_LINES, (character) =>
    [...Array(character.length).keys()]
      .map((at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`)
      .join(''),
  );

/**
 * A text grows when numbers replace its invisible characters. It may grow to this length, which every text of the bridge may have. A text
 * that was longer than this before is cut to its earlier length.
 */
const ROOM = 120;

/** A value on its way to the page, with each text in it, however deep, made printable by `printableLines`. */
export function printableValue<T>(value: T): T {
  if (typeof value === 'string') return cutTo(printableLines(value), value.length) as T;
  if (Array.isArray(value)) return value.map(printableValue) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, printableValue(each)])) as T;
}

function cutTo(text: string, before: number): string {
  const room = Math.max(before, ROOM);
  return text.length > room ? `${text.slice(0, room - 1).toWellFormed()}…` : text;
}
