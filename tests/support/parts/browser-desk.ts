import { randomUUID } from 'node:crypto';
import { afterEach } from 'vitest';
import type { Accounts } from '../../../main/signin/account.ts';
import type { BrowserSignInState } from '../../../main/signin/browser/browser-sign-in.ts';
import { createSigningIn } from '../../../main/signin/browser/signing-in.ts';
import { holdSignInPort } from '../app/sign-in-port.ts';
import { comeBack } from '../simulator/browser-back.ts';
import { pressAtLogin } from '../simulator/login-page.ts';
import { regionAt } from '../simulator/region-at.ts';
import { setUpPolicy } from './policy-desk.ts';
import { setUpSignInDesk } from './sign-in-desk.ts';
import { unwrap } from './unwrap.ts';

type End = Extract<BrowserSignInState, { kind: 'idle' | 'failed' }>;

/** Signing in with the browser, over the real listener at the real port, with the simulator as Oracle and without a browser. */
export function setUpBrowserDesk(users = 5) {
  const around = setUpSignInDesk(users);
  const ends: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });

  /** Waits until no other test listens at the port, and reserves the port until the end of the test. */
  async function start(accounts: Accounts = around.desk().start()) {
    const desk = around.desk();
    if (ends.length === 0) ends.push(await holdSignInPort());
    const opened: string[] = [];
    const timers: { ms: number; run: () => void }[] = [];
    let choice: unknown;
    /** `opens`: whether the system can open a browser. `front`: how often the window came to the front. */
    const system = { opens: true, front: 0 };
    const signingIn = createSigningIn({
      policy: setUpPolicy(),
      accounts,
      env: { ...desk.folder.env, variables: { OCI_REGION_METADATA: regionAt(around.simulator().url) } },
      configFile: `${desk.folder.home}/.oci/config`,
      store: {
        read: () => choice,
        write: (next) => {
          choice = next;
        },
      },
      openBrowser: async (address) => {
        opened.push(address);
        return system.opens;
      },
      clock: {
        now: () => Date.now() + desk.clockOff,
        after: (ms, run) => {
          const timer = { ms, run };
          timers.push(timer);
          return () => void timers.splice(timers.indexOf(timer), 1);
        },
      },
      newNonce: randomUUID,
      onSignedIn: () => {
        system.front += 1;
      },
    });
    const desks = {
      accounts,
      opened,
      /** The timers, which a test runs itself, and their lengths. */
      timers,
      system,
      signingIn,
      /** Begins a sign-in at the simulator's entry in `OCI_REGION_METADATA`. Gives the address for the browser. */
      async begin(tenancyName: string | null = null) {
        unwrap(await desks.signingIn.start(desks.choice(), tenancyName));
        return desks.signingIn.address() ?? '';
      },
      choice: () => `eu-frankfurt-1 ${around.simulator().url}`,
      /** Waits until the sign-in is over, with or without success. */
      ended: () =>
        new Promise<End>((resolve) => {
          const look = (state: BrowserSignInState) => {
            if (state.kind !== 'idle' && state.kind !== 'failed') return;
            end();
            resolve(state);
          };
          const end = desks.signingIn.subscribe(look);
          look(desks.signingIn.state());
        }),
      /** Does a whole sign-in, with a press of this button on the simulator's login page. */
      async signIn(button = 'Sign in as Ada Byron') {
        const { location } = await pressAtLogin(await desks.begin(), button);
        const told = await comeBack(location);
        return { told, end: await desks.ended() };
      },
    };
    ends.push(() => desks.signingIn.cancel());
    return desks;
  }

  return { ...around, start };
}
