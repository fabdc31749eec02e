import type { OwnedKey, UserRecord } from '../oracle/oracle-client.ts';
import { instantOf } from './age.ts';
import { createOwners } from './owners.ts';
import { createTextNumbers, createTexts } from './texts.ts';

/**
 * The rows of the report, stored column by column: two hundred thousand objects would take three times the memory. A row keeps its number,
 * and the number of a deleted key is not used again.
 */
export function createColumns() {
  const ids = createTexts();
  const rowNumbers = createTextNumbers(ids);
  /** Many keys have the same name: each name is stored once, and each row has its number. */
  const names = createTexts();
  const nameNumbers = createTextNumbers(names);
  const nameOf: number[] = [];
  const accessKeys = createTexts();
  const created: number[] = [];
  const expires: number[] = [];
  const owners = createOwners();
  const ownerOf: number[] = [];
  const domainOf: number[] = [];
  const gone = new Set<number>();
  const deactivated = new Set<number>();
  /** By domain: its keys, and the row with which its present reading begins. */
  const counts: number[] = [];
  const begins: number[] = [];
  let version = 0;
  let contentVersion = 0;
  let places = 0;

  function touch(): void {
    version += 1;
    places += 1;
  }

  function contentChanged(): void {
    touch();
    contentVersion += 1;
  }

  const rowOf = (domain: number, keyId: string): number | undefined =>
    rowNumbers.find(keyId, (row) => domainOf[row] === domain && row >= (begins[domain] ?? 0));

  function ownerNumber(domain: number, { owner: { id, ocid, userName, displayName } }: OwnedKey): number {
    const known = owners.find(domain, id);
    if (known !== undefined) return known;
    const name = userName ?? displayName ?? id;
    const names = { userName: name, displayName: displayName ?? name };
    return owners.add(domain, { id, ocid: ocid ?? id, ...names, email: null, active: null });
  }

  function nameNumber(name: string): number {
    const known = nameNumbers.find(name);
    if (known !== undefined) return known;
    nameNumbers.add(name);
    return names.push(name);
  }

  function countOne(row: number, by: 1 | -1): void {
    const [owner, domain] = [ownerOf[row] ?? -1, domainOf[row] ?? 0];
    owners.keys[owner] = (owners.keys[owner] ?? 0) + by;
    counts[domain] = (counts[domain] ?? 0) + by;
  }

  return {
    ids,
    names,
    nameOf,
    accessKeys,
    created,
    expires,
    owners,
    ownerOf,
    domainOf,
    gone,
    deactivated,
    /** The number of rows, including those of deleted keys. */
    size: () => ids.size(),
    /** Grows with each change. */
    version: () => version,
    /** Grows when a row comes, goes or moves in a view, and not when a key is deactivated. */
    places: () => places,
    /** Grows when rows come or their content changes, and not when keys are deleted or deactivated: the rows keep their numbers. */
    contentVersion: () => contentVersion,
    touch,
    deactivate(row: number, is: boolean): void {
      if (is) deactivated.add(row);
      else deactivated.delete(row);
      version += 1;
    },
    rowOf,
    /** The keys of a domain that were read, without those that Keydesk has deleted since. */
    count: (domain: number): number => counts[domain] ?? 0,
    /** Prepares the texts for searching, when all of them are there. */
    settle(): void {
      for (const texts of [ids, names, accessKeys, owners]) texts.settle();
    },

    /** False for a key that is there already. */
    putKey(domain: number, key: OwnedKey): boolean {
      if (rowOf(domain, key.id) !== undefined) return false;
      ownerOf.push(ownerNumber(domain, key));
      domainOf.push(domain);
      rowNumbers.add(key.id);
      const row = ids.push(key.id);
      nameOf.push(nameNumber(key.name));
      accessKeys.push(key.accessKey);
      created.push(instantOf(key.created));
      expires.push(instantOf(key.expires));
      countOne(row, 1);
      contentChanged();
      return true;
    },

    /** Takes the names of an owner of keys. A user who owns no key so far is skipped, unless `owns`. */
    putUser(domain: number, user: UserRecord, owns: boolean): void {
      const known = owners.find(domain, user.id);
      if (known !== undefined) owners.update(known, user);
      else if (owns) owners.add(domain, user);
      contentChanged();
    },

    remove(rows: readonly number[]): void {
      for (const row of rows) {
        if (row >= ids.size() || gone.has(row)) continue;
        gone.add(row);
        countOne(row, -1);
      }
      touch();
    },

    /** Removes all keys of a domain, which is then read again: an earlier reading proves nothing about the present keys. */
    clear(domain: number): void {
      for (const [row, at] of domainOf.entries()) {
        if (at !== domain || gone.has(row)) continue;
        gone.add(row);
        countOne(row, -1);
      }
      // A key may come again, as another row.
      begins[domain] = ids.size();
      touch();
    },
  };
}

export type Columns = ReturnType<typeof createColumns>;
