import { useGuardedStore } from '../../app/stores.ts';

/** The clipboard holds, or held last, the secret of this key: there is something to say about it. The words of a passphrase are told elsewhere. */
export const useIsCopied = (handle: string): boolean => {
  const guarded = useGuardedStore();
  if (guarded.state !== 'ready' || !('handle' in guarded.result)) return false;
  return guarded.result.handle === handle && guarded.result.what === 'secret-key';
};
