import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { isKnownPerson } from '../directory/known-people.ts';
import type { Fault } from '../faults/fault.ts';
import type { Parts } from '../parts.ts';
import type { Switches } from '../switches.ts';
import { type Exchange, emptyReply, headerOf, type Reply } from '../wire/exchange.ts';
import { readAuthorizeRequest, redirectUri } from './authorize-request.ts';
import { loginPage, sentencePage } from './login-page.ts';

/** In seconds: the longest life of a browser session, with all renewals of its token. */
const SESSION_LIFE = 86_400;

/** `/v1/oauth2/authorize`: shows the sign-in page, and sends the browser back with a token or a denial. These requests are not signed. */
export function answerLogin(
  { tenancy, sessions, switches }: Parts,
  exchange: Exchange,
  faults: readonly Fault[],
): Reply {
  const request = readAuthorizeRequest(exchange.query);
  if (typeof request === 'string') return sentencePage(400, 'This sign-in cannot be done', request);
  if (request.tenant !== null && request.tenant !== tenancy.name) {
    return sentencePage(404, 'This sign-in cannot be done', `There is no tenancy ${request.tenant}.`);
  }
  const { population } = tenancy.defaultDomain;
  if (exchange.method === 'GET') {
    const people = population.people
      .filter(isKnownPerson)
      .sort((a, b) => a.number - b.number)
      .map((person) => population.userOf(person));
    return loginPage(exchange.target, tenancy.name, people);
  }
  if (exchange.method !== 'POST') return sentencePage(405, 'This sign-in cannot be done', 'The method is not allowed.');
  const { origin = null, host = '' } = exchange.headers;
  if (origin !== null && origin !== `http://${host}`) {
    return sentencePage(403, 'This sign-in cannot be done', 'The form comes from another page.');
  }
  const form = formOf(exchange);
  if (form.has('deny')) return denial(switches.denial);
  const user = population.find(form.get('user') ?? '');
  if (!user) return sentencePage(400, 'This sign-in cannot be done', 'There is no such user.');
  if (!user.active) return denial(switches.denial);
  const fault = faults.find((each) => each.kind === 'login-answer');
  const publicKey = fault?.answer === 'other-key' ? makePublicKey() : request.publicKey;
  const session = { user, domain: tenancy.defaultDomain, publicKey, madeBy: 'browser' as const };
  const token = sessions.begin(session, SESSION_LIFE, exchange.now);
  const idToken = sessions.idToken(user, request.nonce, exchange.now);
  const others = { token_type: 'Bearer', ...(switches.idToken ? { id_token: idToken } : {}) };
  return backToProgram({ ...others, ...tokenFor(fault?.answer ?? 'token', token) });
}

const formOf = (exchange: Exchange): URLSearchParams =>
  headerOf(exchange.headers, 'content-type')?.startsWith('application/x-www-form-urlencoded')
    ? new URLSearchParams(exchange.body.toString('utf8'))
    : new URLSearchParams();

const makePublicKey = () => generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey;

type Answer = Extract<Fault, { kind: 'login-answer' }>['answer'] | 'token';

function tokenFor(answer: Answer, token: string): Readonly<Record<string, string>> {
  switch (answer) {
    case 'no-token':
      return {};
    case 'not-a-jwt':
      return { security_token: randomBytes(40).toString('hex') };
    case 'too-large':
      return { security_token: `${token}${'A'.repeat(200_000)}` };
    case 'token':
    case 'other-key':
      return { security_token: token };
  }
}

/** The values are after the `#`, a part that a browser never sends to a server. */
const backToProgram = (values: Readonly<Record<string, string>>): Reply =>
  emptyReply(302, { location: `${redirectUri}/#${new URLSearchParams(values)}`, 'cache-control': 'no-store' });

function denial(form: Switches['denial']): Reply {
  const values = new URLSearchParams({
    error: 'access_denied',
    error_description: 'The resource owner denied the request.',
  });
  if (form === 'page') return sentencePage(403, 'You are not signed in', 'The sign-in was denied.');
  return emptyReply(302, { location: `${redirectUri}/${form === 'query' ? '?' : '#'}${values}` });
}
