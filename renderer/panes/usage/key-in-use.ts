import type { OpenSecret } from '../../../bridge/values/secret.ts';
import type { KeySource, ReadinessState, SavedKey } from '../../../bridge/values/usage.ts';

/** A key whose secret Keydesk has. */
export interface KeyInUse {
  readonly source: KeySource;
  readonly keyName: string;
  readonly accessKey: string;
  /** The name of the key for `keydesk credentials`. Null: the key is not saved on this computer. */
  readonly savedName: string | null;
}

/** A key that is saved on this computer. */
export const savedKeyInUse = ({ id, keyName, accessKey, name }: SavedKey): KeyInUse => ({
  source: { kind: 'saved', id },
  keyName,
  accessKey,
  savedName: name,
});

/** The open key, with its saved name if it is among the saved keys. */
export const openKeyInUse = ({ handle, keyName, accessKey }: OpenSecret, savedKeys: readonly SavedKey[]): KeyInUse => ({
  source: { kind: 'open', handle },
  keyName,
  accessKey,
  savedName: savedTwin(accessKey, savedKeys)?.name ?? null,
});

/** The saved key with this access key. Access keys are unique. Null: the key is not saved. */
export const savedTwin = (accessKey: string, savedKeys: readonly SavedKey[]): SavedKey | null =>
  savedKeys.find((key) => key.accessKey === accessKey) ?? null;

/** The id by which the clipboard store knows the key. */
export const sourceId = (source: KeySource): string => (source.kind === 'open' ? source.handle : source.id);

/** True for the same key from the same source. A key that is open and saved has two sources. */
export const sameSource = (one: KeySource, other: KeySource): boolean =>
  one.kind === other.kind && sourceId(one) === sourceId(other);

/** The test of this key. Null: no test, or the test of another key. */
export const testOf = (state: ReadinessState, source: KeySource) =>
  state.kind !== 'idle' && sameSource(state.source, source) ? state : null;
