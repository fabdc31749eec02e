import { reasonOf } from '../basics/reason-of.ts';

/** What the library says where the desktop has no default keyring (measured with gnome-keyring: at once, without asking anybody). */
export const NO_KEYRING = /no result found/i;

const LOOKS = 30;
const PAUSE = 1000;

/**
 * Stores as soon as there is a default keyring. Where there is none, the desktop may be asking for the password of a new one at this
 * moment: Chromium makes it ask when it starts. So this looks again every second for half a minute, and then rejects as the
 * library does. The library itself asks nobody, so looking again opens no second question.
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
