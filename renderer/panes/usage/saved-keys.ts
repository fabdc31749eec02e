import type { KeptKey, KeptState, PlaceSource } from '../../../bridge/values/usage.ts';
import { useSavedKeysStore } from '../../app/stores.ts';

const none: readonly KeptKey[] = [];

/** The keys that are kept on this computer, as far as they are known by now. */
export const useSavedKeys = (): readonly KeptKey[] => {
  const store = useSavedKeysStore();
  return store.state === 'ready' ? store.result.keys : none;
};

/** The region that is noted of a kept key; null of any other, and while none is known. */
export const useNotedRegion = (source: PlaceSource): string | null => {
  const keys = useSavedKeys();
  return source.kind === 'kept' ? (keys.find(({ id }) => id === source.id)?.region ?? null) : null;
};

/** What starts Keydesk on this computer: the program of macOS and that of a checkout are not on the path. */
const useProgram = (): string => {
  const store = useSavedKeysStore();
  return store.state === 'ready' ? store.result.program : 'keydesk';
};

/** The command with which a program is run that finds a kept key in its environment. */
export const useExecCommand = (name: string): string => `${useProgram()} exec ${name} -- COMMAND`;

/** The line that makes AWS tools ask Keydesk for a kept key. */
export const useCredentialProcess = (name: string): string =>
  `credential_process = ${useProgram()} credentials ${name}`;

/** There is a keychain to keep keys in; null: not known yet. */
export const useSavingPossible = (): KeptState['possible'] | null => {
  const store = useSavedKeysStore();
  return store.state === 'ready' ? store.result.possible : null;
};
