import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { checkout } from '../../../scripts/project/checkout.mjs';
import { firstLine, startService } from '../../../scripts/session/service.mjs';
import type { Environment } from '../app/environment.ts';

/** Shows the page its real focus; by default Playwright makes every page believe that it has the focus. Gives a function that undoes it. */
export async function hearOfFocus(page: Page): Promise<() => Promise<void>> {
  const session = await page.context().newCDPSession(page);
  const pretend = (enabled: boolean) => session.send('Emulation.setFocusEmulationEnabled', { enabled });
  await pretend(false);
  return async () => {
    await pretend(true);
    await session.detach();
  };
}

/** Another program's window takes the focus (X11). Gives a function that closes it. */
export async function takeFocus(env: Environment): Promise<() => Promise<void>> {
  const args = [join(checkout, 'tests', 'support', 'desktop', 'take-focus.py')];
  return (await startService({ program: '/usr/bin/python3', args, env, ready: firstLine })).close;
}
