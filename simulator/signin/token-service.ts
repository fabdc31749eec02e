import { z } from 'zod';
import { readPublicPem } from '../api-keys/public-key.ts';
import { invalidParameter, notAuthenticated, notFound, wrongMethod } from '../classic/classic-reply.ts';
import { type Exchange, jsonReply, parseJson, type Reply } from '../wire/exchange.ts';
import type { Credential } from './credentials.ts';
import type { SessionStore } from './session-store.ts';

const upstSchema = z.object({
  publicKey: z.string(),
  sessionExpirationInMinutes: z.number().int().min(5).max(60).default(60),
});
const refreshSchema = z.object({ currentToken: z.string() });

/** The service `auth`, below `/v1`: gives a token for an API key, and renews a token that is still valid. */
export function answerTokens(
  sessions: SessionStore,
  path: readonly string[],
  { exchange, credential }: { exchange: Exchange; credential: Credential },
): Reply {
  switch (path.join('/')) {
    case 'token/upst/actions/GenerateUpst':
      return exchange.method === 'POST' ? generate() : wrongMethod();
    case 'authentication/refresh':
      return exchange.method === 'POST' ? refresh() : wrongMethod();
    default:
      return notFound();
  }

  function generate(): Reply {
    // Only API keys may start a session: if sessions could, a client could prolong its access without end.
    if (credential.session) return notAuthenticated();
    const given = upstSchema.safeParse(parseJson(exchange.body));
    const publicKey = given.success ? readPublicPem(given.data.publicKey) : null;
    if (!given.success || !publicKey) {
      return invalidParameter('publicKey must be a public key in PEM, sessionExpirationInMinutes from 5 to 60.');
    }
    const { user, domain } = credential.caller;
    const seconds = given.data.sessionExpirationInMinutes * 60;
    const token = sessions.begin({ user, domain, publicKey, madeBy: 'api-key' }, seconds, exchange.now);
    return jsonReply(200, { token });
  }

  function refresh(): Reply {
    const given = refreshSchema.safeParse(parseJson(exchange.body));
    if (!given.success) return invalidParameter('currentToken is missing.');
    const { session } = credential;
    if (!session || given.data.currentToken !== session.token) return notAuthenticated();
    const token = sessions.refresh(session.session, session.token, exchange.now);
    return token === null ? notAuthenticated() : jsonReply(200, { token });
  }
}
