interface LookLaterOptions {
  /** Looks once. True: something is left, so `look` must be called again. */
  readonly look: () => Promise<boolean>;
  /** Calls back once after so many milliseconds. Returns a function that cancels it. */
  readonly after: (ms: number, run: () => void) => () => void;
  /** From 0 to 1, as `Math.random` gives it. */
  readonly random: () => number;
}

/** The first pause, which is doubled after each look up to the longest; in milliseconds. */
const FIRST = 30_000;
const LONGEST = 900_000;

/**
 * Looks again by itself as long as something is left: a service may answer again later, or a key may be made late. The pauses
 * grow. Each is shortened by a random part, so that many Keydesks do not look at the same time. `now` starts again with the
 * shortest pause.
 */
export function createLookLater({ look, after, random }: LookLaterOptions) {
  let pause = FIRST;
  let cancel = () => {};

  const plan = () => {
    cancel();
    const ms = pause * (1 - random() / 2);
    pause = Math.min(pause * 2, LONGEST);
    cancel = after(ms, () => void lookAndPlan());
  };

  async function lookAndPlan() {
    cancel();
    if (await look()) plan();
    else cancel();
  }

  return {
    now(): Promise<void> {
      pause = FIRST;
      return lookAndPlan();
    },
    /** Says that something may be left to look at. */
    later(): void {
      pause = FIRST;
      plan();
    },
  };
}
