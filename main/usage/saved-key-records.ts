import type { SavedKey } from '../../bridge/values/usage.ts';
import { printable } from '../basics/printable.ts';
import { checkEndpoint } from '../oracle/endpoint.ts';
import { isAccessKey, isNamespace, isRegion } from '../secret/key-form.ts';
import type { KeyHome } from '../secret/secret-contract.ts';
import type { UsableKey } from './usage-contract.ts';

/**
 * What `kept.json` says of a key that is kept on this computer: everything but its secret, which is in the keychain. The window writes it,
 * and the command line reads it at every call of a tool. So it is checked by hand: loading a library of schemas would take as long as
 * everything else that `keydesk credentials` does.
 */
export interface SavedKeyRecord {
  readonly id: string;
  /** What `keydesk credentials NAME` calls it. */
  readonly name: string;
  readonly keyId: string;
  readonly keyName: string;
  readonly accessKey: string;
  readonly ownerName: string;
  readonly tenancyName: string | null;
  /** The account that made it; null for a key that others have handed over. */
  readonly account: SavedKeyAccount | null;
  /** Null: it could not be found out when the key was kept. */
  readonly place: SavedKeyEndpoint | null;
  /** ISO 8601. */
  readonly keptAt: string;
  /** True until its secret is in the keychain. At the next start such a key is removed, since it was never kept. */
  readonly pending: boolean;
}
type SavedKeyAccount = NonNullable<KeyHome['account']>;
export type SavedKeyEndpoint = NonNullable<KeyHome['place']>;

/** An endpoint as it is noted: without the regions to choose from. */
export const savedEndpointOf = ({ namespace, region, endpoint }: SavedKeyEndpoint): SavedKeyEndpoint => ({
  namespace,
  region,
  endpoint,
});

/** The value of `kept.json` in the profile folder. */
export interface SavedKeysContent {
  readonly keys: readonly unknown[];
}

/** A name that needs no quotes on a command line and in tools' configurations, and that does not look like an option. */
export const SAVED_KEY_NAME = /^[A-Za-z0-9][A-Za-z0-9._@-]{0,63}$/;

/** The most characters of a saved key's name: see `SAVED_KEY_NAME`. */
const LONGEST_NAME = 64;

/** A name that no saved key has, not even with other capitals. It begins like `like`, and ends with `end`. */
export function freeSavedName(records: readonly SavedKeyRecord[], like: string, end: string): string {
  const isFree = (name: string) => !records.some((record) => record.name.toLowerCase() === name.toLowerCase());
  for (let number = 1; ; number += 1) {
    const numbered = number === 1 ? end : `${end}-${number}`;
    const name = `${like.slice(0, LONGEST_NAME - numbered.length)}${numbered}`;
    if (isFree(name)) return name;
  }
}

/** The vault's entry of a kept key. It holds what `packSecret` makes. */
export const savedKeyEntry = (id: string): string => `kept:${id}`;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** The most characters of a text. */
const LONGEST = 1024;
/** The most keys, and the longest time, that the page takes. */
const MOST = 1000;
const LONGEST_TIME = 40;

/**
 * The keys of a stored value. An entry that does not fit (from a newer Keydesk, or edited by hand) is returned unchanged, so that it can be
 * written back: its secret may still be in the keychain. Of two entries with the same name or id the first counts.
 */
export function readSavedKeys(value: unknown): { records: SavedKeyRecord[]; unreadable: unknown[] } {
  const records: SavedKeyRecord[] = [];
  const unreadable: unknown[] = [];
  const entries = isObject(value) && Array.isArray(value['keys']) ? value['keys'] : [];
  for (const entry of entries) {
    const record = readRecord(entry);
    const isTwice = records.some(({ id, name }) => id === record?.id || name === record?.name);
    if (record && !isTwice && records.length < MOST) records.push(record);
    else unreadable.push(entry);
  }
  return { records, unreadable };
}

function readRecord(entry: unknown): SavedKeyRecord | null {
  if (!isObject(entry)) return null;
  const { id, name, keyId, keyName, accessKey, ownerName, tenancyName, keptAt, pending } = entry;
  const account = readAccount(entry['account']);
  const place = readPlace(entry['place']);
  if (account === undefined || place === undefined) return null;
  if (!isText(id) || !UUID.test(id) || !isText(name) || !SAVED_KEY_NAME.test(name)) return null;
  if (!isText(keyId) || !isText(keyName) || !isText(accessKey) || !isAccessKey(accessKey) || !isText(ownerName))
    return null;
  if (!(tenancyName === null || isText(tenancyName)) || !isText(keptAt)) return null;
  if (typeof pending !== 'boolean' || keptAt.length > LONGEST_TIME || Number.isNaN(Date.parse(keptAt))) return null;
  return { id, name, keyId, keyName, accessKey, ownerName, tenancyName, account, place, keptAt, pending };
}

function readAccount(value: unknown): SavedKeyAccount | null | undefined {
  if (value === null) return null;
  if (!isObject(value)) return undefined;
  const { tenancyOcid, userOcid, sample } = value;
  if (!isText(tenancyOcid) || !isText(userOcid) || typeof sample !== 'boolean') return undefined;
  return { tenancyOcid, userOcid, sample };
}

function readPlace(value: unknown): SavedKeyEndpoint | null | undefined {
  if (value === null) return null;
  if (!isObject(value)) return undefined;
  const { namespace, region, endpoint } = value;
  if (!isText(namespace) || !isText(region) || !isText(endpoint)) return undefined;
  if (!isNamespace(namespace) || !isRegion(region)) return undefined;
  const checked = checkEndpoint(endpoint);
  return checked.ok ? { namespace, region, endpoint: checked.value } : undefined;
}

/** A name that Oracle or a file gives, as one line. */
export const oneLine = (text: string): string =>
  printable(text.replace(/\p{Cc}/gu, ' '))
    .slice(0, LONGEST)
    .toWellFormed();

/** The key as the page shows it. */
export function asShown(record: SavedKeyRecord): SavedKey {
  const { id, name, keyName, accessKey, ownerName, tenancyName, place, keptAt } = record;
  const { namespace = null, region = null, endpoint = null } = place ?? {};
  return { id, name, keyName, accessKey, ownerName, tenancyName, namespace, region, endpoint, keptAt };
}

/** The facts of a saved key that a test, a profile or a copy needs. The secret is lent beside them. */
export const asUsable = ({ name, keyName, accessKey, ownerName, account, place }: SavedKeyRecord): UsableKey => ({
  keyName,
  accessKey,
  ownerName,
  home: { owner: null, account, place },
  savedName: name,
});

/** The facts of the key that policies judge. A key that was handed over names no tenancy. */
export const policyFacts = ({ account, place }: SavedKeyRecord) => ({
  tenancyOcid: account?.tenancyOcid ?? null,
  region: place?.region ?? null,
  sample: account?.sample === true,
});

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** One line, so that a printed row cannot look like two. */
const isText = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= LONGEST && !/\p{Cc}/u.test(value);
