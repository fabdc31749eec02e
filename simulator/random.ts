export type Random = ReturnType<typeof createRandom>;

/**
 * A stream of numbers that is the same for the same text, on every machine: FNV-1a picks the start, mulberry32 continues.
 * It is for sample data only. Real credentials of a run (API keys, created secrets) never come from it.
 */
export function createRandom(text: string) {
  let state = hashText(text);
  /** The next number of 32 bits. */
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let word = Math.imul(state ^ (state >>> 15), state | 1);
    word ^= word + Math.imul(word ^ (word >>> 7), word | 61);
    return (word ^ (word >>> 14)) >>> 0;
  };
  /** The next number from 0 up to, not including, `limit`. */
  const below = (limit: number) => next() % limit;
  return { next, below };
}

function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
