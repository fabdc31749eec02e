import type { Domain } from '../directory/tenancy.ts';
import type { Switches } from '../switches.ts';
import type { KeyStore, Making } from './key-store.ts';
import { keyLimit, type SecretKey } from './secret-key.ts';

/** The outcome of a creation. `token-spent`: the retry token belongs to another request, or to a deleted key. */
type Creation =
  | { readonly kind: 'created'; readonly key: SecretKey }
  | { readonly kind: 'repeated'; readonly key: SecretKey; readonly withSecret: boolean }
  | { readonly kind: 'limit-reached' | 'token-spent' };

export type KeyCreation = ReturnType<typeof createKeyCreation>;

const tokenLifetime = 24 * 3_600_000;

/** Creates keys under Oracle's rules: two a user, and one key for each retry token, for 24 hours. */
export function createKeyCreation({ keys, switches }: { keys: KeyStore; switches: Switches }) {
  const spent = new Map<string, { readonly request: string; readonly keyId: string; readonly at: number }>();

  return {
    create(domain: Domain, making: Making, retryToken: string | undefined): Creation {
      const { owner, maker, draft, now } = making;
      const token = retryToken === undefined ? null : `${maker.ocid} ${retryToken}`;
      const request = JSON.stringify([domain.ocid, owner.id, draft]);
      const before = token === null ? undefined : spent.get(token);
      if (before && now - before.at < tokenLifetime) {
        const key = before.request === request ? keys.find(domain, before.keyId) : null;
        return key ? { kind: 'repeated', key, withSecret: switches.retriedCreateHasSecret } : { kind: 'token-spent' };
      }
      const counted = keys
        .ofUser(domain, owner)
        .filter((key) => switches.inactiveKeysCount || key.status === 'ACTIVE').length;
      if (counted >= keyLimit) return { kind: 'limit-reached' };
      const key = keys.add(domain, making);
      if (token !== null) spent.set(token, { request, keyId: key.id, at: now });
      return { kind: 'created', key };
    },
    reset: () => spent.clear(),
  };
}
