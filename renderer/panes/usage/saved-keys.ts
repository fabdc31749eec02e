import type { EndpointSource, SavedKey } from '../../../bridge/values/usage.ts';
import { useSavedKeysStore } from '../../app/stores.ts';

/** The keys that are saved on this computer, as far as they are known. */
export const useSavedKeys = (): readonly SavedKey[] => useSavedKeysStore().result?.keys ?? [];

/** The region that main stores for a saved key. Null for any other key, and while it is unknown. */
export const useNotedRegion = (source: EndpointSource): string | null => {
  const keys = useSavedKeys();
  return source.kind === 'saved' ? (keys.find(({ id }) => id === source.id)?.region ?? null) : null;
};

/** The command that starts Keydesk on this computer: on macOS and in a checkout not just `keydesk`, which is not on the path there. */
const useProgram = (): string => useSavedKeysStore().result?.program ?? 'keydesk';

/** The command that runs a program with a saved key in its environment. */
export const useExecCommand = (name: string): string => `${useProgram()} exec ${name} -- COMMAND`;

/** The line that makes AWS tools fetch a saved key from Keydesk. */
export const useCredentialProcess = (name: string): string =>
  `credential_process = ${useProgram()} credentials ${name}`;

/** Whether there is a keychain for saved keys. Undefined: unknown yet. */
export const useSavingPossible = () => useSavedKeysStore().result?.possible;
