/** "AB" for Ada Byron, "CI" for ci@prod, "李" for 李小龙: the first letters of the first and last word, or the first two of a single word. */
export const initialsOf = (name: string): string => {
  const words = name.split(/[\s._-]+/u).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const letters = words.map((word) => [...word].filter((sign) => /[\p{L}\p{N}]/u.test(sign)));
  const first = letters[0];
  const last = letters.at(-1);
  if (!first || !last) return '?';
  // For a script without capitals, such as Chinese, one character: two would be half of a name.
  if (first[0]?.toUpperCase() === first[0]?.toLowerCase()) return first[0] ?? '?';
  return (letters.length > 1 ? [first[0], last[0]] : first.slice(0, 2)).join('').toUpperCase();
};
