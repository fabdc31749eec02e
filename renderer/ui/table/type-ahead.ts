/** Milliseconds without a letter after which the next one begins a new text. */
const pauseMs = 800;

/** True for a key that writes one character, alone or with Shift. */
export const isCharacter = (event: {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}): boolean => [...event.key].length === 1 && !event.ctrlKey && !event.altKey && !event.metaKey;

/** Collects letters that are typed in quick succession. The same letter again and again stays that one letter, which walks on. */
export const createTypeAhead = (now: () => number = () => performance.now()) => {
  let typed = '';
  let at = Number.NEGATIVE_INFINITY;
  const isOn = () => typed !== '' && now() - at < pauseMs;
  return {
    /** True while the next letter continues the text, so that a space is a part of it. */
    isOn,
    /** The text with the next letter. `again`: one letter only, so the search goes on behind the present row. */
    add(letter: string): { readonly text: string; readonly again: boolean } {
      const before = isOn() ? typed : '';
      at = now();
      typed = before + letter.toLocaleLowerCase();
      const same = [...typed].every((one) => one === typed[0]);
      return same ? { text: typed[0] ?? '', again: true } : { text: typed, again: false };
    },
  };
};
