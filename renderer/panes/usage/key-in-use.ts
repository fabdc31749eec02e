import type { OpenSecret } from '../../../bridge/values/secret.ts';
import type { KeptKey, KeySource, ReadinessState } from '../../../bridge/values/usage.ts';

/** A key whose secret Keydesk has, as the views of its use know it. */
export interface KeyInUse {
  readonly source: KeySource;
  readonly keyName: string;
  readonly accessKey: string;
  /** What `keydesk credentials` calls it; null: it is not kept on this computer. */
  readonly savedName: string | null;
}

/** A key that is kept on this computer. */
export const savedKeyInUse = ({ id, keyName, accessKey, name }: KeptKey): KeyInUse => ({
  source: { kind: 'kept', id },
  keyName,
  accessKey,
  savedName: name,
});

/** The open key; `kept` as main keeps it, where it does. */
export const openKeyInUse = ({ handle, keyName, accessKey }: OpenSecret, kept: readonly KeptKey[]): KeyInUse => ({
  source: { kind: 'open', handle },
  keyName,
  accessKey,
  savedName: savedTwin(accessKey, kept)?.name ?? null,
});

/** The same key among those that are kept: an access key is unique. */
export const savedTwin = (accessKey: string, kept: readonly KeptKey[]): KeptKey | null =>
  kept.find((key) => key.accessKey === accessKey) ?? null;

/** What the clipboard knows the copied secret of a key by. */
export const sourceId = (source: KeySource): string => (source.kind === 'open' ? source.handle : source.id);

/** Whether both stand for one key in one place: the same key open and kept are two sources. */
export const sameSource = (one: KeySource, other: KeySource): boolean =>
  one.kind === other.kind && sourceId(one) === sourceId(other);

/** The test of this key; null: none, or that of another. */
export const testOf = (state: ReadinessState, source: KeySource) =>
  state.kind !== 'idle' && sameSource(state.source, source) ? state : null;
