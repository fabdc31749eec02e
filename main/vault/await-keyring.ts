import { reasonOf } from '../basics/reason-of.ts';

/**
 * The library's text if the desktop has no default keyring (measured with gnome-keyring: it comes at once, and nothing asks the person).
 */
export const NO_KEYRING = /no result found/i;

const LOOKS = 30;
const PAUSE = 1000;

/**
 * Stores as soon as there is a default keyring. If there is none, the desktop may be asking the person for the password of a new one, since
 * Chromium makes it ask at the start. So this tries again every second for half a minute, and then rejects as the library does. The library
 * itself asks nothing, so a new try opens no second question.
 */
export async function awaitKeyring(
  store: () => Promise<unknown>,
  sleep: (ms: number) => Promise<unknown>,
): Promise<void> {
  for (let looks = 1; ; looks += 1) {
    try {
      await store();
      return;
    } catch (error) {
      if (looks === LOOKS || !NO_KEYRING.test(reasonOf(error))) throw error;
      await sleep(PAUSE);
    }
  }
}
