import type { KeptKey, KeptState, PlaceSource } from '../../../bridge/values/usage.ts';
import { useKeptStore } from '../../app/stores.ts';

const none: readonly KeptKey[] = [];

/** The keys that are kept on this computer, as far as they are known by now. */
export const useKeptKeys = (): readonly KeptKey[] => {
  const store = useKeptStore();
  return store.state === 'ready' ? store.result.keys : none;
};

/** The region that is noted of a kept key; null of any other, and while none is known. */
export const useNotedRegion = (source: PlaceSource): string | null => {
  const keys = useKeptKeys();
  return source.kind === 'kept' ? (keys.find(({ id }) => id === source.id)?.region ?? null) : null;
};

/** There is a keychain to keep keys in; null: not known yet. */
export const useKeepingPossible = (): KeptState['possible'] | null => {
  const store = useKeptStore();
  return store.state === 'ready' ? store.result.possible : null;
};
