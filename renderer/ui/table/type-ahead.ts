/** A letter that comes later than this after the last one begins a new text; in milliseconds. */
const pauseMs = 800;

/** True for a key that writes one character, alone or with Shift. */
export const isCharacter = (event: {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}): boolean => [...event.key].length === 1 && !event.ctrlKey && !event.altKey && !event.metaKey;

/**
 * Collects letters that are typed in quick succession. If the same letter is typed again and again, the text stays one letter, and each
 * press goes to the next row with it.
 */
export const createTypeAhead = (now: () => number = () => performance.now()) => {
  let typed = '';
  let at = Number.NEGATIVE_INFINITY;
  const isOn = () => typed !== '' && now() - at < pauseMs;
  return {
    /** True while the next letter continues the text, so that a space is a part of it. */
    isOn,
    /** The text with the next letter. `again`: the text is one letter, so the search starts after the current row. */
    add(letter: string): { readonly text: string; readonly again: boolean } {
      const before = isOn() ? typed : '';
      at = now();
      typed = before + letter.toLocaleLowerCase();
      const same = [...typed].every((one) => one === typed[0]);
      return same ? { text: typed[0] ?? '', again: true } : { text: typed, again: false };
    },
  };
};
