import { useEffect } from 'react';
import { ask, secrets } from './bridge.ts';

/**
 * SECURITY: 23. While something secret is shown the window is hidden from screen capture, where the system can do that. `handle`:
 * of the secret that is open before it; when that is closed the window would be seen again.
 */
export const useHiddenFromCapture = (shown: boolean, handle: string | null = null): void => {
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked for anew when another secret has been opened or closed
  useEffect(() => {
    if (!shown) return undefined;
    void ask(() => secrets.HideFromCapture(true));
    return () => void ask(() => secrets.HideFromCapture(false));
  }, [shown, handle]);
};
