import { generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';
import type { User } from '../directory/person.ts';
import type { Domain, Tenancy } from '../directory/tenancy.ts';
import type { Switches } from '../switches.ts';

/** A sign-in, and all its tokens. Times are milliseconds since 1970. */
export interface Session {
  readonly user: User;
  readonly domain: Domain;
  /** The key of the sign-in. Only its private half can sign for the session. */
  readonly publicKey: KeyObject;
  readonly madeBy: 'browser' | 'api-key';
  readonly started: number;
  /** The end of the session. No token of the session is valid after it. */
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
  // The issuer's key is made when it is first needed, because that takes a tenth of a second.
  const signed = (claims: object): string => {
    issuer ??= generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    return signJwt(claims, issuer);
  };

  /** Issues a token like Oracle's: signed by the service, with `sub`, `tenant`, `iat` and `exp`. A client must rely on no other claim. */
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
    /** Issues a token that replaces a token of the session. Null: the token cannot be renewed. */
    refresh(session: Session, token: string, now: number): string | null {
      const expires = byToken.get(token)?.expires ?? now;
      const longer = Math.min(now + switches.tokenLife * 1000, session.ends) > expires;
      const answer = longer ? switches.refresh : switches.refreshAtEnd;
      if (answer === 'refused') return null;
      session.refreshes++;
      if (answer === 'longer') return issue(session, switches.tokenLife, now);
      return issue(session, Math.floor(expires / 1000) - Math.floor(now / 1000), now);
    },
    /** Ends all sessions of a user at once, as an administrator can. */
    endAllOf(user: User) {
      for (const [text, { session }] of byToken) if (session.user.ocid === user.ocid) byToken.delete(text);
    },
    /** The `id_token` of a sign-in. It is not used to sign calls. */
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
