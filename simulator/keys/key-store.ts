import { randomBytes } from 'node:crypto';
import type { User } from '../directory/person.ts';
import type { Domain } from '../directory/tenancy.ts';
import type { Identifiers } from '../identifiers.ts';
import type { KeyDraft, SecretKey } from './secret-key.ts';
import { type SeededKey, seededKeys } from './seeded-keys.ts';

export type KeyStore = ReturnType<typeof createKeyStore>;

export interface Making {
  readonly owner: User;
  readonly maker: User;
  readonly madeThrough: SecretKey['madeThrough'];
  readonly draft: KeyDraft;
  readonly now: number;
}

interface Shelf {
  readonly byId: Map<string, SecretKey>;
  readonly byOcid: Map<string, SecretKey>;
  readonly byAccessKey: Map<string, SecretKey>;
  readonly byOwner: Map<string, SecretKey[]>;
}

/** All keys of all domains. Callers enforce the rules: the limit, retry tokens, permissions. */
export function createKeyStore(options: {
  identifiers: Identifiers;
  seed: string;
  startedAt: number;
  /** True: every user has two keys: see `seeded-keys.ts`. */
  full?: boolean;
}) {
  const { identifiers, seed, startedAt, full = false } = options;
  let revision = 0;
  const shelves = new Map<string, Shelf>();
  let createdCount = 0;
  let resets = 0;

  const put = (shelf: Shelf, key: SecretKey): SecretKey => {
    revision += 1;
    shelf.byId.set(key.id, key);
    shelf.byOcid.set(key.ocid, key);
    shelf.byAccessKey.set(key.accessKey, key);
    const theirs = shelf.byOwner.get(key.owner.id);
    if (theirs) theirs.push(key);
    else shelf.byOwner.set(key.owner.id, [key]);
    return key;
  };
  const seeds = new Map<Domain, readonly SeededKey[]>();
  const seedsOf = (domain: Domain): readonly SeededKey[] => {
    const made = seeds.get(domain) ?? [...seededKeys(domain, { seed, startedAt, full })];
    seeds.set(domain, made);
    return made;
  };
  // A domain's first keys are made at the first request for its keys, so that they do not delay the start.
  const shelfOf = (domain: Domain): Shelf => {
    const present = shelves.get(domain.ocid);
    if (present) return present;
    const shelf: Shelf = { byId: new Map(), byOcid: new Map(), byAccessKey: new Map(), byOwner: new Map() };
    shelves.set(domain.ocid, shelf);
    const seeded = `seeded key ${domain.path}${resets === 0 ? '' : ` ${resets}`}`;
    let number = 0;
    for (const { owner, draft, created, accessKey, secretKey } of seedsOf(domain)) {
      put(shelf, {
        id: identifiers.hexId(seeded, number),
        ocid: identifiers.ocid('credential', seeded, number++),
        owner,
        maker: owner,
        madeThrough: 'scim',
        accessKey,
        secretKey,
        created,
        ...draft,
        modified: created,
        revision: 1,
      });
    }
    return shelf;
  };

  return {
    /** A number that changes with each change of any key. */
    revision: () => revision,
    ofDomain: (domain: Domain): Iterable<SecretKey> => shelfOf(domain).byId.values(),
    ofUser: (domain: Domain, user: User): readonly SecretKey[] => shelfOf(domain).byOwner.get(user.id) ?? [],
    /** By SCIM id or OCID. */
    find: (domain: Domain, identifier: string) =>
      shelfOf(domain).byId.get(identifier) ?? shelfOf(domain).byOcid.get(identifier) ?? null,
    findByAccessKey: (domain: Domain, accessKey: string) => shelfOf(domain).byAccessKey.get(accessKey) ?? null,
    add: (domain: Domain, { owner, maker, madeThrough, draft, now }: Making) =>
      put(shelfOf(domain), {
        id: randomBytes(16).toString('hex'),
        ocid: identifiers.ocid('credential', `key made at ${now}`, createdCount++),
        owner,
        maker,
        madeThrough,
        accessKey: randomBytes(20).toString('hex'),
        // 32 bytes in base64 are 44 characters and always end in one "=".
        secretKey: randomBytes(32).toString('base64'),
        created: now,
        ...draft,
        modified: now,
        revision: 1,
      }),
    change(key: SecretKey, changes: Partial<Pick<SecretKey, 'displayName' | 'description' | 'status'>>, now: number) {
      revision += 1;
      Object.assign(key, changes, { modified: now, revision: key.revision + 1 });
    },
    remove(domain: Domain, key: SecretKey) {
      revision += 1;
      const shelf = shelfOf(domain);
      shelf.byId.delete(key.id);
      shelf.byOcid.delete(key.ocid);
      shelf.byAccessKey.delete(key.accessKey);
      const theirs = shelf.byOwner.get(key.owner.id) ?? [];
      shelf.byOwner.set(
        key.owner.id,
        theirs.filter((each) => each !== key),
      );
    },
    /** Restores the keys of the start with new ids, because a client may remember what it did with the old ids. */
    reset() {
      revision += 1;
      resets += 1;
      shelves.clear();
    },
  };
}
