import { useGuardedStore } from '../../app/stores.ts';

/** The clipboard holds, or held last, the secret of this key: there is something to say about it. */
export const useIsCopied = (handle: string): boolean => {
  const guarded = useGuardedStore();
  return guarded.state === 'ready' && 'handle' in guarded.result && guarded.result.handle === handle;
};
