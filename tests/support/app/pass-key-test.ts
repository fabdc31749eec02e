import { type ElectronApplication, expect } from '@playwright/test';
import type { RunningKeydesk } from './keydesk-test.ts';
import { passTime } from './pass-time.ts';

/** Divides main's sleeps by twenty, so that the attempts of a key's test follow each other at once. Gives a function that undoes it. */
export async function hurryAttempts(app: ElectronApplication): Promise<() => Promise<void>> {
  const divide = (by: number) =>
    app.evaluate((_electron, divisor) => {
      const timers = process.getBuiltinModule('node:timers/promises');
      const first = Reflect.get(globalThis, 'firstSleep') ?? timers.setTimeout;
      Reflect.set(globalThis, 'firstSleep', first);
      const sleep = (ms: number, ...rest: unknown[]) => first(ms / divisor, ...rest);
      Object.assign(timers, { setTimeout: divisor === 1 ? first : sleep });
      process.getBuiltinModule('node:module').syncBuiltinESMExports();
    }, by);
  await divide(20);
  return () => divide(1);
}

/** Lets a minute pass for the test of a key that succeeds, in steps: that test does not count a leap of more than half a minute. */
export async function passKeyTest({ app, page }: Pick<RunningKeydesk, 'app' | 'page'>): Promise<void> {
  const state = () => page.evaluate(() => Reflect.get(window, 'keydesk').Usage.readinessStore.getState());
  for (const step of [1, 2, 3]) {
    const { attempts } = await state();
    await passTime(app, 20_000);
    // One attempt may have begun before this leap. So wait for two: otherwise this leap and the next would count as a single leap.
    const isThrough = async () => {
      const now = await state();
      return now.kind === 'ended' || now.attempts > attempts + 1;
    };
    await expect.poll(isThrough, `step ${step}`).toBe(true);
  }
}
