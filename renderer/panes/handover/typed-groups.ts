/** Characters in a group, as they are spelled and printed. */
export const groupLength = 4;

const space = /\s+/gu;
const characters = (text: string) => [...text.replace(space, '')];

/** "abcd efgh ij": what was typed, in groups of four, whatever spaces stand in it. */
export const inGroups = (text: string): string => {
  const all = characters(text);
  const groups = Array.from({ length: Math.ceil(all.length / groupLength) }, (_, group) =>
    all.slice(group * groupLength, (group + 1) * groupLength).join(''),
  );
  return groups.join(' ');
};

export interface Typed {
  readonly text: string;
  /** Where the next character goes, as an index into the text. */
  readonly caret: number;
}

/** Where the caret stands in the grouped text when that many characters are before it: behind a space, never before it. */
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
 * The field after a key: in groups again, the caret where it belongs. Backspace and Delete at a space between groups take
 * the character beyond it, because the space would come back by itself.
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
