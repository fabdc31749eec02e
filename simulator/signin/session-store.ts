import { generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';
import type { User } from '../directory/person.ts';
import type { Domain, Tenancy } from '../directory/tenancy.ts';
import type { Switches } from '../switches.ts';

/** A sign-in, and all tokens that came of it. Times are milliseconds since 1970. */
export interface Session {
  readonly user: User;
  readonly domain: Domain;
  /** The key that the person signed in with. Only its private half signs for the session. */
  readonly publicKey: KeyObject;
  readonly madeBy: 'browser' | 'api-key';
  readonly started: number;
  /** No token of the session lives longer. */
  readonly ends: number;
  /** Oldest first. */
  readonly tokens: SessionToken[];
  refreshes: number;
}

export interface SessionToken {
  readonly text: string;
  readonly expires: number;
}

export type SessionStore = ReturnType<typeof createSessionStore>;

/** The sessions of all users. */
export function createSessionStore({ tenancy, switches }: { tenancy: Tenancy; switches: Switches }) {
  let sessions: Session[] = [];
  const byToken = new Map<string, { readonly session: Session; readonly expires: number }>();
  let issuer: KeyObject | null = null;
  // Made when it is first needed: it takes a tenth of a second.
  const signed = (claims: object): string => {
    issuer ??= generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    return signJwt(claims, issuer);
  };

  /** Like Oracle's: signed by the service, with `sub`, `tenant`, `iat` and `exp`. A client must rely on no other claim. */
  const issue = (session: Session, lifeSeconds: number, now: number): string => {
    const iat = Math.floor(now / 1000);
    const exp = Math.min(iat + lifeSeconds, Math.floor(session.ends / 1000));
    const text = signed({ sub: session.user.ocid, tenant: tenancy.ocid, iat, exp, jti: randomUUID() });
    session.tokens.push({ text, expires: exp * 1000 });
    byToken.set(text, { session, expires: exp * 1000 });
    return text;
  };
  return {
    all: (): readonly Session[] => sessions,
    /** Begins a session and returns its first token. `mostSeconds` limits the life of the session. */
    begin(start: Pick<Session, 'user' | 'domain' | 'publicKey' | 'madeBy'>, mostSeconds: number, now: number): string {
      const session = { ...start, started: now, ends: now + mostSeconds * 1000, tokens: [], refreshes: 0 };
      sessions.push(session);
      return issue(session, switches.tokenLife, now);
    },
    /** The session of a token, or null if the token is unknown or over. */
    find(token: string, now: number): Session | null {
      const found = byToken.get(token);
      return found && now < found.expires ? found.session : null;
    },
    /** A token in the place of that one, or null if it cannot be prolonged. */
    refresh(session: Session, token: string, now: number): string | null {
      const expires = byToken.get(token)?.expires ?? now;
      const longer = Math.min(now + switches.tokenLife * 1000, session.ends) > expires;
      const answer = longer ? switches.refresh : switches.refreshAtEnd;
      if (answer === 'refused') return null;
      session.refreshes++;
      if (answer === 'longer') return issue(session, switches.tokenLife, now);
      return issue(session, Math.floor(expires / 1000) - Math.floor(now / 1000), now);
    },
    /** Ends the sessions of a user before their time, as an administrator may. */
    endAllOf(user: User) {
      for (const [text, { session }] of byToken) if (session.user.ocid === user.ocid) byToken.delete(text);
    },
    /** The `id_token` of a sign-in: no call is signed with it. */
    idToken: (user: User, nonce: string, now: number) =>
      signed({ sub: user.ocid, aud: 'iaas_console', nonce, iat: Math.floor(now / 1000) }),
    reset() {
      sessions = [];
      byToken.clear();
    },
  };
}

/** A JWT with RS256. */
function signJwt(claims: object, privateKey: KeyObject): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}`;
  return `${text}.${sign('RSA-SHA256', Buffer.from(text), privateKey).toString('base64url')}`;
}
