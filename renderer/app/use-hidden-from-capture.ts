import { useEffect } from 'react';
import { ask, secrets } from './bridge.ts';

/** SECURITY: 23. While something secret is shown the window is hidden from screen capture, where the system can do that. */
export const useHiddenFromCapture = (shown: boolean): void => {
  useEffect(() => {
    if (!shown) return undefined;
    void ask(() => secrets.HideFromCapture(true));
    return () => void ask(() => secrets.HideFromCapture(false));
  }, [shown]);
};
