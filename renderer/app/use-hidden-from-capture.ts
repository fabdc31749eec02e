import { useEffect } from 'react';
import { call, secrets } from './bridge.ts';

/** How many things that are secret are shown now: words of a passphrase, say, before a field that somebody types in. */
let shownNow = 0;

function change(by: 1 | -1): void {
  const before = shownNow > 0;
  shownNow += by;
  if (shownNow > 0 !== before) void call(() => secrets.HideFromCapture(!before));
}

/**
 * SECURITY: 23. While something secret is shown the window is hidden from screen capture, where the system can do that. Main adds the
 * secret that it reveals itself, and keeps the two apart.
 */
export const useHiddenFromCapture = (shown: boolean): void => {
  useEffect(() => {
    if (!shown) return undefined;
    change(1);
    return () => change(-1);
  }, [shown]);
};
