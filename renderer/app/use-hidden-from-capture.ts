import { useEffect } from 'react';
import { call, secrets } from './bridge.ts';

/** How many secret things are shown now, such as the words of a passphrase and a field for a secret key. */
let shownNow = 0;

function change(by: 1 | -1): void {
  const before = shownNow > 0;
  shownNow += by;
  if (shownNow > 0 !== before) void call(() => secrets.HideFromCapture(!before));
}

/**
 * Security line 23. The window is hidden from screen capture while something secret is shown, where the system can do that. For a
 * secret that main reveals, main itself does so, and counts those secrets separately.
 */
export const useHiddenFromCapture = (shown: boolean): void => {
  useEffect(() => {
    if (!shown) return undefined;
    change(1);
    return () => change(-1);
  }, [shown]);
};
