import { printable, printableJson } from '../basics/printable.ts';
import type { SavedKeyRecord } from '../usage/saved-key-records.ts';
import { textTable } from './text-table.ts';

/** The saved keys for other programs: an array, without secrets. */
export function listJson(keys: readonly SavedKeyRecord[]): string {
  const shown = keys.map(({ name, keyName, accessKey, ownerName, tenancyName, place, keptAt }) => {
    const { namespace = null, region = null, endpoint = null } = place ?? {};
    return { name, keyName, accessKey, ownerName, tenancyName, namespace, region, endpoint, keptAt };
  });
  return `${printableJson(JSON.stringify(shown, null, 2))}\n`;
}

const HEAD = ['NAME', 'KEY', 'ACCESS KEY', 'OWNER', 'REGION', 'KEPT SINCE'];

/** The saved keys for people: a table with two spaces between its columns; empty if there are no keys. */
export function listTable(keys: readonly SavedKeyRecord[]): string {
  if (keys.length === 0) return '';
  const rows = keys.map(({ name, keyName, accessKey, ownerName, place, keptAt }) => [
    name,
    printable(keyName),
    accessKey,
    printable(ownerName),
    place?.region ?? '-',
    keptAt.slice(0, 10),
  ]);
  return textTable(HEAD, rows);
}
