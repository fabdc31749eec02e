/** Characters in a group, as spelled and printed. */
const groupLength = 4;

const space = /\s+/gu;
const characters = (text: string) => [...text.replace(space, '')];

/** "abcd efgh ij": the typed text in groups of four, whatever spaces it has. */
export const inGroups = (text: string): string => {
  const all = characters(text);
  const groups = Array.from({ length: Math.ceil(all.length / groupLength) }, (_, group) =>
    all.slice(group * groupLength, (group + 1) * groupLength).join(''),
  );
  return groups.join(' ');
};

export interface Typed {
  readonly text: string;
  /** The caret, as an index into the text. */
  readonly caret: number;
}

/** The caret in the grouped text after `before` characters without spaces. At a space it is after the space. */
const caretAfter = (text: string, before: number): number => {
  let at = 0;
  let left = before;
  for (const sign of text) {
    if (sign !== ' ' && left === 0) break;
    if (sign !== ' ') left -= 1;
    at += sign.length;
  }
  return at;
};

/**
 * The text and caret after a key. Backspace and Delete at a space between groups delete the character beyond the space. To delete
 * only the space would change nothing, since grouping inserts it again.
 */
export const regroup = (before: string, now: Typed, inputType: string): Typed => {
  let all = characters(now.text);
  let ahead = characters(now.text.slice(0, now.caret)).length;
  const spaceAlone = now.text.length < before.length && all.length === characters(before).length;
  if (spaceAlone && inputType === 'deleteContentBackward' && ahead > 0) {
    all = all.toSpliced(ahead - 1, 1);
    ahead -= 1;
  } else if (spaceAlone && inputType === 'deleteContentForward') {
    all = all.toSpliced(ahead, 1);
  }
  const text = inGroups(all.join(''));
  return { text, caret: caretAfter(text, ahead) };
};

/** "12 characters, group 3 complete"; "13 characters, in group 4"; null while there are none. */
export const typedWords = (length: number): string | null => {
  if (length === 0) return null;
  const count = length === 1 ? '1 character' : `${length} characters`;
  const group = Math.ceil(length / groupLength);
  return length % groupLength === 0 ? `${count}, group ${group} complete` : `${count}, in group ${group}`;
};
