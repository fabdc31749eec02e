/** A function whose time is compared. It gives its own time in ms; `timed` makes such a function from any other. */
export type Contestant = (round: number) => Promise<number> | number;

/**
 * Runs the contestants in turn, round after round (A B, B A, A B ...), so that other work of the machine falls
 * on all alike and none always goes first. Returns the median of each, without the first `warmUp` rounds.
 */
export async function medianOfRounds(
  contestants: readonly Contestant[],
  { rounds, warmUp }: { rounds: number; warmUp: number },
): Promise<number[]> {
  const results: number[][] = contestants.map(() => []);
  for (let round = 0; round < rounds + warmUp; round += 1) {
    const order = [...contestants.keys()];
    if (round % 2 === 1) order.reverse();
    for (const at of order) {
      const result = await contestants[at]?.(round);
      if (round >= warmUp && result !== undefined) results[at]?.push(result);
    }
  }
  return results.map(median);
}

/** A contestant that takes as long as `run` does, in ms. */
export const timed =
  (run: (round: number) => Promise<unknown> | unknown): Contestant =>
  async (round) => {
    const began = performance.now();
    await run(round);
    return performance.now() - began;
  };

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const [low = Number.NaN, high = low] = sorted.slice(
    Math.ceil(sorted.length / 2) - 1,
    Math.floor(sorted.length / 2) + 1,
  );
  return (low + high) / 2;
}
