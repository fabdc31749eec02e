/** One measured comparison. Times and sizes should be small, rates large; `limit` says which. */
export interface Figure {
  readonly name: string;
  /** The unit of `ours` and `theirs`, which are medians: `ms`, `/s`, `MB`, `kB`. */
  readonly unit: string;
  readonly ours: number;
  /** The figure to compare with, from the same run. */
  readonly theirs: number;
  /** Ours divided by theirs. */
  readonly ratio: number;
  readonly limit: { readonly atLeast: number } | { readonly atMost: number };
}

/** A case of the bench: a file of this folder exports it, and `cases.ts` lists it. `measure` throws if it cannot measure, and cleans up. */
export interface BenchCase {
  readonly name: string;
  readonly measure: () => Promise<readonly Figure[]>;
}

export const compare = (figure: Omit<Figure, 'ratio'>): Figure => ({ ...figure, ratio: figure.ours / figure.theirs });

export const isKept = ({ ratio, limit }: Figure): boolean =>
  'atLeast' in limit ? ratio >= limit.atLeast : ratio <= limit.atMost;
