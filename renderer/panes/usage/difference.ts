interface DifferenceLine {
  readonly kind: 'same' | 'gone' | 'new';
  readonly text: string;
}

const linesOf = (text: string): readonly string[] => {
  const lines = text.split(/\r\n|\n|\r/);
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
};

/** The most comparisons of lines. Beyond that, all lines are shown as removed and added. A usual profile has a dozen lines. */
const comparisonsAllowed = 1_000_000;

/** For each pair of positions, the length of the longest common subsequence of the lines from there on. */
const commonLengths = (before: readonly string[], after: readonly string[]): readonly Uint32Array[] => {
  const rows = Array.from({ length: before.length + 1 }, () => new Uint32Array(after.length + 1));
  for (let i = before.length - 1; i >= 0; i -= 1) {
    const [row, below] = [rows[i], rows[i + 1]];
    if (!row || !below) continue;
    for (let j = after.length - 1; j >= 0; j -= 1) {
      const longest = Math.max(below[j] ?? 0, row[j + 1] ?? 0);
      row[j] = before[i] === after[j] ? 1 + (below[j + 1] ?? 0) : longest;
    }
  }
  return rows;
};

/** The lines of two texts as same, removed or added, with the removed ones before the added ones. Line ends are ignored. */
export const differenceOf = (before: string, after: string): readonly DifferenceLine[] => {
  const [old, fresh] = [linesOf(before), linesOf(after)];
  if (old.length * fresh.length > comparisonsAllowed) {
    return [
      ...old.map((text) => ({ kind: 'gone', text }) as const),
      ...fresh.map((text) => ({ kind: 'new', text }) as const),
    ];
  }
  const common = commonLengths(old, fresh);
  const found: DifferenceLine[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < fresh.length) {
    const [gone, added] = [old[i], fresh[j]];
    if (gone !== undefined && gone === added) {
      found.push({ kind: 'same', text: gone });
      i += 1;
      j += 1;
    } else if (gone !== undefined && (added === undefined || (common[i + 1]?.[j] ?? 0) >= (common[i]?.[j + 1] ?? 0))) {
      found.push({ kind: 'gone', text: gone });
      i += 1;
    } else if (added !== undefined) {
      found.push({ kind: 'new', text: added });
      j += 1;
    }
  }
  return found;
};
