import { setTimeout as wait } from 'node:timers/promises';
import { expect } from '@playwright/test';
import type { RunningApp } from '../app/launch-app.ts';
import { paced } from '../runner/pace.ts';

export type EndSignal = 'SIGKILL' | 'SIGTERM';

/** Milliseconds within which Keydesk must reach a step, or report a key. Keydesk searches for a key for 6.5 s. */
export const PATIENCE = paced(30_000);

/** A step that main announces on a channel of Node's diagnostics, and the signal that main sends to itself at that step. */
export interface EndPoint {
  readonly channel: 'keydesk:creation' | 'keydesk:computer-key' | 'keydesk:rotation' | 'keydesk:campaign';
  readonly step: string;
  readonly signal: EndSignal;
}

/** Runs `go` until main reaches the step and sends itself the signal. Kills the processes of main that survive. */
export async function endAt(
  { channel, step, signal }: EndPoint,
  app: RunningApp,
  go: (arm: () => Promise<void>) => Promise<void>,
) {
  const gone = new Promise((resolve) => app.process.once('exit', resolve));
  const arm = () =>
    app.app.evaluate(
      (_electron, [named, wanted, sent]) => {
        process.getBuiltinModule('node:diagnostics_channel').subscribe(named, (message) => {
          if (Reflect.get(Object(message), 'step') === wanted) process.kill(process.pid, sent);
        });
      },
      [channel, step, signal] as const,
    );
  // The call during which main ends gets no answer.
  const going = go(arm).catch((error: unknown) => error);
  const ended = await Promise.race([gone.then(() => 'ended'), wait(PATIENCE).then(() => going)]);
  expect(ended, 'the way to the step').toBe('ended');
  if (signal === 'SIGTERM') expect(app.process.exitCode, 'it ends by its own way out').toBe(0);
  await going;
  try {
    if (app.process.pid !== undefined) process.kill(-app.process.pid, 'SIGKILL');
  } catch {
    // The group is gone, so the children have ended too.
  }
}
