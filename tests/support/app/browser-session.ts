import { comeBack } from '../simulator/browser-back.ts';
import { pressAtLogin } from '../simulator/login-page.ts';
import type { RunningKeydesk } from './keydesk-test.ts';
import { holdSignInPort } from './sign-in-port.ts';

/** Begins a browser sign-in at the first region of the list. Gives its address. The caller must hold the port (`holdSignInPort`). */
export const startBrowserSignIn = (page: RunningKeydesk['page']): Promise<string> =>
  page.evaluate(async () => {
    const { BrowserSignIn } = Reflect.get(window, 'keydesk');
    const { value } = await BrowserSignIn.ListRegions();
    await BrowserSignIn.StartBrowserSignIn({ region: value.regions[0].choice, tenancyName: null });
    return String((await BrowserSignIn.browserProgressStore.getState()).address);
  });

/** Signs in at the simulator with a browser session, through the bridge: for tests of what comes after a sign-in. */
export async function signInWithBrowser({ page }: RunningKeydesk, displayName: string): Promise<void> {
  const release = await holdSignInPort();
  const address = await startBrowserSignIn(page);
  await comeBack((await pressAtLogin(address, `Sign in as ${displayName}`)).location);
  await page.getByRole('heading', { level: 1, name: 'My profile' }).waitFor();
  await release();
}
