import { useEffect } from 'react';
import { keepFocus } from '../ui/keep-focus.ts';
import { useOpenStore } from './stores.ts';

/**
 * Gives the focus back to a dialog with a form after a secret that opened in front of it is closed. `find` names the element,
 * and is used only if nothing else has the focus.
 */
export const useFocusAfterSecret = (find: () => HTMLElement | null): void => {
  const store = useOpenStore();
  const handle = store.state === 'ready' ? (store.result.secret?.handle ?? null) : null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: where to is asked only then
  useEffect(() => (handle === null ? keepFocus(find) : undefined), [handle]);
};
