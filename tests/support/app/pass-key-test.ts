import { expect } from '@playwright/test';
import type { RunningKeydesk } from './keydesk-test.ts';
import { passTime } from './pass-time.ts';

/** A minute passes for the test of a key that succeeds, in steps: a clock that leaps over more than half a minute proves nothing. */
export async function passKeyTest({ app, page }: Pick<RunningKeydesk, 'app' | 'page'>): Promise<void> {
  const state = () => page.evaluate(() => Reflect.get(window, 'keydesk').Usage.readinessStore.getState());
  for (const step of [1, 2, 3]) {
    const { attempts } = await state();
    await passTime(app, 20_000);
    await expect.poll(async () => (await state()).attempts, `step ${step}`).toBeGreaterThan(attempts);
  }
}
