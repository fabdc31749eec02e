import type { ClipboardState, SecretHandle } from '../../bridge/values/secret.ts';
import { useGuardedStore } from './stores.ts';

/** What of this secret is on the clipboard now, as far as Keydesk knows; null: nothing. */
export const copyOnClipboard = (state: ClipboardState, handle: SecretHandle) =>
  (state.kind === 'holding' || state.kind === 'not-cleared') && state.handle === handle ? state.what : null;

export const useCopyOnClipboard = (handle: SecretHandle) => {
  const guarded = useGuardedStore();
  return guarded.state === 'ready' ? copyOnClipboard(guarded.result, handle) : null;
};
