import type { ElectronApplication } from '@playwright/test';
import type { RunningKeydesk } from './keydesk-test.ts';

/** Moves the clock of the main process forward by so many milliseconds. Running timers end at their old time. */
export async function passTime(app: ElectronApplication, ms: number): Promise<void> {
  await app.evaluate((_electron, more) => {
    const before = Date.now;
    Date.now = () => before() + more;
  }, ms);
}

/** Days pass, for Keydesk and for Oracle. The service's clock stays ahead until the faults are cleared. */
export async function passDays(
  { app, controls }: Pick<RunningKeydesk, 'app' | 'controls'>,
  days: number,
): Promise<void> {
  await controls.setFault({ kind: 'clock-skew', seconds: days * 86_400, times: null });
  await passTime(app, days * 86_400_000);
}
