import type { OwnedKey, UserRecord } from '../oracle/oracle-client.ts';
import { instantOf } from './age.ts';

/** A user who owns keys. Until the user's own record has come, it has what the key says of its owner. */
export interface OwnerOfKeys {
  readonly id: string;
  ocid: string;
  userName: string;
  displayName: string;
  email: string | null;
  active: boolean | null;
  keys: number;
}

/**
 * The rows of the report, a column each: two hundred thousand objects would take three times the memory. A row keeps its number; that of a
 * deleted key is not used again.
 */
export function createColumns() {
  const ids: string[] = [];
  /** Many keys have the same name: each name once, and its number in each row. */
  const names: string[] = [];
  const nameNumbers = new Map<string, number>();
  const nameOf: number[] = [];
  const accessKeys: string[] = [];
  const created: number[] = [];
  const expires: number[] = [];
  const owners: OwnerOfKeys[] = [];
  const ownerOf: number[] = [];
  const domainOf: number[] = [];
  const gone = new Set<number>();
  const deactivated = new Set<number>();
  /** Of each owner. */
  const domainOfOwner: number[] = [];
  const counts: number[] = [];
  /** Rows and owners by domain and id. Null: not in memory; the next look-up makes them again. */
  let numbers: { readonly rows: Map<string, number>; readonly owners: Map<string, number> }[] | null = null;
  let version = 0;
  let contentVersion = 0;

  function contentChanged(): void {
    version += 1;
    contentVersion += 1;
  }

  function numbersOf(domain: number): { readonly rows: Map<string, number>; readonly owners: Map<string, number> } {
    if (numbers === null) {
      numbers = [];
      for (const [row, id] of ids.entries()) numbersOf(domainOf[row] ?? 0).rows.set(id, row);
      for (const [at, { id }] of owners.entries()) numbersOf(domainOfOwner[at] ?? 0).owners.set(id, at);
    }
    const found = numbers[domain] ?? { rows: new Map<string, number>(), owners: new Map<string, number>() };
    numbers[domain] = found;
    return found;
  }

  function addOwner(domain: number, owner: Omit<OwnerOfKeys, 'keys'>): number {
    const known = numbersOf(domain).owners;
    const index = owners.push({ ...owner, keys: 0 }) - 1;
    domainOfOwner.push(domain);
    known.set(owner.id, index);
    return index;
  }

  function ownerIndex(domain: number, { owner: { id, ocid, userName, displayName } }: OwnedKey): number {
    const name = userName ?? displayName ?? id;
    return (
      numbersOf(domain).owners.get(id) ??
      addOwner(domain, {
        id,
        ocid: ocid ?? id,
        userName: name,
        displayName: displayName ?? name,
        email: null,
        active: null,
      })
    );
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
    /** Rows, with those of deleted keys. */
    size: () => ids.length,
    version: () => version,
    /** Stays when keys go or are deactivated: rows keep their numbers and what they are sorted by and searched for. */
    contentVersion: () => contentVersion,
    touch: () => {
      version += 1;
    },
    rowOf: (domain: number, keyId: string): number | undefined => numbersOf(domain).rows.get(keyId),
    /** The keys of a domain that were read, without those that Keydesk has deleted since. */
    count: (domain: number): number => counts[domain] ?? 0,
    ownersOf: (domain: number): readonly OwnerOfKeys[] => owners.filter((_, at) => domainOfOwner[at] === domain),
    /** Drops what only reading needs, a quarter of the whole. */
    forgetNumbers(): void {
      numbers = null;
    },

    /** False for a key that is there already. */
    putKey(domain: number, key: OwnedKey): boolean {
      const { rows } = numbersOf(domain);
      if (rows.has(key.id)) return false;
      const owner = ownerIndex(domain, key);
      const row = ids.push(key.id) - 1;
      rows.set(key.id, row);
      counts[domain] = (counts[domain] ?? 0) + 1;
      const name = nameNumbers.get(key.name) ?? names.push(key.name) - 1;
      nameNumbers.set(key.name, name);
      nameOf.push(name);
      accessKeys.push(key.accessKey);
      created.push(instantOf(key.created));
      expires.push(instantOf(key.expires));
      ownerOf.push(owner);
      domainOf.push(domain);
      const theirs = owners[owner];
      if (theirs !== undefined) theirs.keys += 1;
      contentChanged();
      return true;
    },

    /** Takes the names of an owner of keys. A user who owns none so far is passed over, unless `owns`. */
    putUser(domain: number, { id, ocid, userName, displayName, email, active }: UserRecord, owns: boolean): void {
      const index = numbersOf(domain).owners.get(id);
      const names = { ocid, userName, displayName, email, active };
      const owner = index === undefined ? undefined : owners[index];
      if (owner !== undefined) Object.assign(owner, names);
      else if (owns) addOwner(domain, { id, ...names });
      contentChanged();
    },

    remove(rows: readonly number[]): void {
      for (const row of rows) {
        const owner = owners[ownerOf[row] ?? -1];
        if (owner === undefined || gone.has(row)) continue;
        gone.add(row);
        owner.keys -= 1;
        const domain = domainOf[row] ?? 0;
        counts[domain] = (counts[domain] ?? 0) - 1;
      }
      version += 1;
    },

    /** Takes all keys of a domain out, for it to be read anew: what was read before proves nothing of what is there now. */
    clear(domain: number): void {
      for (const [row, at] of domainOf.entries()) {
        if (at !== domain) continue;
        const owner = owners[ownerOf[row] ?? -1];
        if (owner !== undefined && !gone.has(row)) owner.keys -= 1;
        gone.add(row);
        // The key may come again, as another row.
        ids[row] = '';
      }
      numbersOf(domain).rows.clear();
      counts[domain] = 0;
      version += 1;
    },
  };
}

export type Columns = ReturnType<typeof createColumns>;
