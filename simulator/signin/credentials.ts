import type { KeyObject } from 'node:crypto';
import type { ApiKey } from '../api-keys/api-key-store.ts';
import type { Caller } from '../caller.ts';
import type { Tenancy } from '../directory/tenancy.ts';
import type { Parts } from '../parts.ts';
import type { Session } from './session-store.ts';

/** The user who may sign with a keyId, and the public key that checks the signature. */
export interface Credential {
  readonly caller: Caller;
  readonly publicKey: KeyObject;
  /** The session and its token, for `ST$`; null for an API key. */
  readonly session: { readonly session: Session; readonly token: string } | null;
}

/** The credential of a keyId: `<tenancy>/<user>/<fingerprint>` of an active API key, or `ST$<token>` of a valid session. Else null. */
export function findCredential({ tenancy, apiKeys, sessions }: Parts, keyId: string, now: number): Credential | null {
  if (keyId.startsWith('ST$')) {
    const token = keyId.slice('ST$'.length);
    const session = sessions.find(token, now);
    if (!session) return null;
    const { user, domain, publicKey } = session;
    return { caller: callerOf(tenancy, user, domain), publicKey, session: { session, token } };
  }
  const key = apiKeys.all().find((each) => keyIdOf(tenancy, each) === keyId && apiKeys.stateOf(each, now) === 'ACTIVE');
  return key ? { caller: callerOf(tenancy, key.owner, key.domain), publicKey: key.publicKey, session: null } : null;
}

export const keyIdOf = (tenancy: Tenancy, key: ApiKey): string =>
  `${tenancy.ocid}/${key.owner.ocid}/${key.fingerprint}`;

/** Ada Byron may do everything. Every other user may only see and change what is the user's own. */
const callerOf = (tenancy: Tenancy, user: Caller['user'], domain: Caller['domain']): Caller => ({
  user,
  domain,
  isAdministrator: user.ocid === tenancy.administrator.ocid,
});
