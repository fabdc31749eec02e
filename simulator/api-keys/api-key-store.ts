import { createHash, type KeyObject, randomBytes } from 'node:crypto';
import type { User } from '../directory/person.ts';
import type { Domain } from '../directory/tenancy.ts';
import type { Identifiers } from '../identifiers.ts';
import type { Switches } from '../switches.ts';
import { fingerprintOf } from './public-key.ts';

/** The public half of an API signing key, as the service stores it. Times are milliseconds since 1970. */
export interface ApiKey {
  /** SCIM id. */
  readonly id: string;
  readonly ocid: string;
  readonly domain: Domain;
  readonly owner: User;
  readonly maker: User;
  readonly madeThrough: 'configuration-file' | 'scim' | 'classic' | 'elsewhere';
  readonly publicKey: KeyObject;
  readonly fingerprint: string;
  readonly description: string | null;
  readonly created: number;
}

type ApiKeyDraft = Pick<ApiKey, 'domain' | 'owner' | 'maker' | 'madeThrough' | 'publicKey' | 'description' | 'created'>;

/** The outcome of an upload. `token-spent`: the retry token belongs to another request, or to a deleted key. */
export type Upload =
  | { readonly kind: 'uploaded' | 'repeated'; readonly key: ApiKey }
  | { readonly kind: 'limit-reached' | 'already-there' | 'token-spent' };

export type ApiKeyStore = ReturnType<typeof createApiKeyStore>;

/** How many API keys Oracle allows a user. */
export const apiKeyLimit = 3;

const tokenLifetime = 24 * 3_600_000;

/**
 * The API keys of all users, under Oracle's rules: three a user, no key twice for the same user. `first` are the keys at the
 * start, which are always ACTIVE.
 */
export function createApiKeyStore(options: {
  identifiers: Identifiers;
  switches: Switches;
  first: readonly ApiKeyDraft[];
}) {
  const { identifiers, switches, first } = options;
  let made = 0;
  let keys: ApiKey[] = [];
  const spent = new Map<string, { readonly request: string; readonly id: string; readonly at: number }>();
  const add = (draft: ApiKeyDraft): ApiKey => {
    const key = {
      ...draft,
      id: randomBytes(16).toString('hex'),
      ocid: identifiers.ocid('credential', 'API key', made++),
      fingerprint: fingerprintOf(draft.publicKey),
    };
    keys.push(key);
    return key;
  };
  for (const draft of first) add(draft);

  const ofUser = (user: User) => keys.filter((key) => key.owner.ocid === user.ocid);
  return {
    all: (): readonly ApiKey[] => keys,
    ofUser,
    upload(draft: ApiKeyDraft, retryToken?: string): Upload {
      const token = retryToken === undefined ? null : `${draft.maker.ocid} ${retryToken}`;
      const request = `${draft.owner.ocid} ${fingerprintOf(draft.publicKey)} ${draft.description}`;
      const before = token === null ? undefined : spent.get(token);
      if (before && draft.created - before.at < tokenLifetime) {
        const key = before.request === request ? keys.find(({ id }) => id === before.id) : undefined;
        return key ? { kind: 'repeated', key } : { kind: 'token-spent' };
      }
      const theirs = ofUser(draft.owner);
      if (theirs.some(({ fingerprint }) => fingerprint === fingerprintOf(draft.publicKey))) {
        return { kind: 'already-there' };
      }
      if (theirs.length >= apiKeyLimit) return { kind: 'limit-reached' };
      const key = add(draft);
      if (token !== null) spent.set(token, { request, id: key.id, at: draft.created });
      return { kind: 'uploaded', key };
    },
    remove(key: ApiKey) {
      keys = keys.filter((each) => each !== key);
    },
    /** A new key is CREATING for `apiKeyDelay` seconds. A CREATING key cannot sign. */
    stateOf: (key: ApiKey, now: number) =>
      key.madeThrough === 'configuration-file' || now - key.created >= switches.apiKeyDelay * 1000
        ? 'ACTIVE'
        : 'CREATING',
    /** Restores the keys of the start. */
    reset() {
      keys = [];
      spent.clear();
      for (const draft of first) add(draft);
    },
  };
}

/** The public key in the form of Oracle's answers: PEM. */
export const pemOf = ({ publicKey }: ApiKey): string => publicKey.export({ type: 'spki', format: 'pem' }).toString();

/** The entity tag of the key, which never changes. */
export const etagOfApiKey = ({ id }: ApiKey): string => createHash('sha256').update(id).digest('hex').slice(0, 40);
