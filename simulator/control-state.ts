import { type ApiKey, pemOf } from './api-keys/api-key-store.ts';
import { fingerprintOf } from './api-keys/public-key.ts';
import type { User } from './directory/person.ts';
import type { Domain } from './directory/tenancy.ts';
import type { SecretKey } from './keys/secret-key.ts';
import type { Session, SessionStore } from './signin/session-store.ts';
import { isoTime } from './wire/exchange.ts';

/** How the controls show users, keys and the other state of the simulator. */

const userState = ({ userName, id, ocid }: User) => ({ userName, id, ocid });

export const keyState = (domain: Domain, key: SecretKey) => ({
  domain: domain.name,
  user: userState(key.owner),
  id: key.id,
  ocid: key.ocid,
  name: key.displayName,
  description: key.description,
  accessKey: key.accessKey,
  secretKey: key.secretKey,
  status: key.status,
  created: isoTime(key.created),
  expiresOn: key.expiresOn === null ? null : isoTime(key.expiresOn),
  madeThrough: key.madeThrough,
});

export const apiKeyState = (key: ApiKey, state: 'CREATING' | 'ACTIVE') => ({
  domain: key.domain.name,
  user: userState(key.owner),
  id: key.id,
  ocid: key.ocid,
  fingerprint: key.fingerprint,
  publicKey: pemOf(key),
  description: key.description,
  created: isoTime(key.created),
  state,
  madeThrough: key.madeThrough,
});

export const sessionState = (session: Session, sessions: SessionStore, now: number) => ({
  user: userState(session.user),
  madeBy: session.madeBy,
  fingerprint: fingerprintOf(session.publicKey),
  started: isoTime(session.started),
  ends: isoTime(session.ends),
  refreshes: session.refreshes,
  tokens: session.tokens.map(({ text, expires }) => ({
    text,
    expires: isoTime(expires),
    valid: sessions.find(text, now) !== null,
  })),
});
