import type { ElectronApplication } from '@playwright/test';

/** Holds the timers of this length that main starts from now on. Gives a function that runs them, and lets later ones be. */
export async function holdMainTimers(app: ElectronApplication, ms: number): Promise<() => Promise<void>> {
  const held = await app.evaluateHandle((_electron, length) => {
    const { setTimeout } = globalThis;
    const timers: (() => void)[] = [];
    const wait = (run: () => void, time?: number) => {
      if (time !== length) return setTimeout(run, time);
      timers.push(run);
      return setTimeout(() => {});
    };
    Object.assign(globalThis, { setTimeout: wait });
    const run = () => {
      Object.assign(globalThis, { setTimeout });
      for (const end of timers) end();
    };
    return { run };
  }, ms);
  return () => held.evaluate(({ run }) => run());
}
