import { useEffect } from 'react';
import { keepFocus } from '../ui/keep-focus.ts';
import { useOpenStore } from './stores.ts';

/**
 * For a dialog in which somebody types: once a secret that has opened before it is closed the focus is in that dialog again. `find`
 * tells where, if nobody else has given it back.
 */
export const useFocusAfterSecret = (find: () => HTMLElement | null): void => {
  const store = useOpenStore();
  const handle = store.state === 'ready' ? (store.result.secret?.handle ?? null) : null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: where to is asked only then
  useEffect(() => (handle === null ? keepFocus(find) : undefined), [handle]);
};
