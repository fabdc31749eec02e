/** The most characters of a pattern. */
export const MOST_PATTERN = 100;

/**
 * Whether the whole name fits the pattern: `*` stands for any characters or none, `?` for one character, everything else for itself. It is
 * no regular expression, so the number of steps is at most the length of the pattern times the length of the name.
 */
export function fitsPattern(name: string, pattern: string): boolean {
  const characters = [...name];
  const parts = [...pattern];
  let at = 0;
  let part = 0;
  /** The position of the last `*`, and where in the name the rest of the pattern was last tried. An earlier `*` is never tried again. */
  let star = -1;
  let tried = 0;
  while (at < characters.length) {
    if (parts[part] === '*') {
      star = part;
      tried = at;
      part += 1;
    } else if (part < parts.length && (parts[part] === '?' || parts[part] === characters[at])) {
      at += 1;
      part += 1;
    } else if (star >= 0) {
      tried += 1;
      at = tried;
      part = star + 1;
    } else {
      return false;
    }
  }
  return parts.slice(part).every((each) => each === '*');
}
