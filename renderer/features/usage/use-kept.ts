import type { KeptKey, KeptState } from '../../../bridge/values/usage.ts';
import { useKeptStore } from '../../app/stores.ts';

const none: readonly KeptKey[] = [];

/** The keys that are kept on this computer, as far as they are known by now. */
export const useKeptKeys = (): readonly KeptKey[] => {
  const store = useKeptStore();
  return store.state === 'ready' ? store.result.keys : none;
};

/** There is a keychain to keep keys in; null: not known yet. */
export const useKeepingPossible = (): KeptState['possible'] | null => {
  const store = useKeptStore();
  return store.state === 'ready' ? store.result.possible : null;
};
