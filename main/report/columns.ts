import type { OwnedKey, UserRecord } from '../oracle/oracle-client.ts';
import { instantOf } from './age.ts';
import { searchable } from './search-text.ts';

/** A user who owns keys. Until the user's own record has come, it has what the key says of its owner. */
export interface OwnerOfKeys {
  readonly id: string;
  ocid: string;
  userName: string;
  displayName: string;
  email: string | null;
  active: boolean | null;
  /** For searches: all names in lower case. */
  words: string;
  keys: number;
}

const wordsOf = (...texts: (string | null)[]) => texts.map((text) => searchable(text ?? '')).join('\n');

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
  /** By domain. */
  const rowsById: Map<string, number>[] = [];
  const ownersById: Map<string, number>[] = [];
  let version = 0;

  const of = <T>(shelves: Map<string, T>[], domain: number): Map<string, T> => {
    const shelf = shelves[domain] ?? new Map<string, T>();
    shelves[domain] = shelf;
    return shelf;
  };

  function addOwner(domain: number, owner: Omit<OwnerOfKeys, 'words' | 'keys'>): number {
    const words = wordsOf(owner.userName, owner.displayName, owner.email);
    const index = owners.push({ ...owner, words, keys: 0 }) - 1;
    of(ownersById, domain).set(owner.id, index);
    return index;
  }

  function ownerIndex(domain: number, { owner: { id, ocid, userName, displayName } }: OwnedKey): number {
    const name = userName ?? displayName ?? id;
    return (
      of(ownersById, domain).get(id) ??
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
    touch: () => {
      version += 1;
    },
    rowOf: (domain: number, keyId: string): number | undefined => rowsById[domain]?.get(keyId),
    /** The keys of a domain that were read. */
    count: (domain: number): number => rowsById[domain]?.size ?? 0,
    ownersOf: (domain: number): Iterable<OwnerOfKeys> => ({
      *[Symbol.iterator]() {
        for (const index of ownersById[domain]?.values() ?? []) {
          const owner = owners[index];
          if (owner !== undefined) yield owner;
        }
      },
    }),

    /** False for a key that is there already. */
    putKey(domain: number, key: OwnedKey): boolean {
      const shelf = of(rowsById, domain);
      if (shelf.has(key.id)) return false;
      const owner = ownerIndex(domain, key);
      const row = ids.push(key.id) - 1;
      shelf.set(key.id, row);
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
      version += 1;
      return true;
    },

    /** Takes the names of an owner of keys. A user who owns none so far is passed over, unless `owns`. */
    putUser(domain: number, { id, ocid, userName, displayName, email, active }: UserRecord, owns: boolean): void {
      const index = of(ownersById, domain).get(id);
      const names = { ocid, userName, displayName, email, active };
      const owner = index === undefined ? undefined : owners[index];
      if (owner !== undefined) Object.assign(owner, names, { words: wordsOf(userName, displayName, email) });
      else if (owns) addOwner(domain, { id, ...names });
      version += 1;
    },

    remove(rows: readonly number[]): void {
      for (const row of rows) {
        const owner = owners[ownerOf[row] ?? -1];
        if (owner === undefined || gone.has(row)) continue;
        gone.add(row);
        owner.keys -= 1;
      }
      version += 1;
    },
  };
}

export type Columns = ReturnType<typeof createColumns>;
