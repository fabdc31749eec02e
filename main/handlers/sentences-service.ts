import { proxyName } from '../oracle/held-by-proxy.ts';
import type { OracleProblem } from '../oracle/oracle-problem.ts';
import { type AllSentences, NOTHING_CHANGED } from './sentences.ts';

/** The words for what goes wrong between Keydesk and Oracle. */
export const serviceSentences = {
  unreachable: ({ host, reason }) => ({
    happened: `${host} cannot be reached: ${reason}.`,
    meaning: null,
    remedy: 'Check the network, the proxy and the VPN, then try again.',
    calm: 'offline',
  }),
  'timed-out': ({ host, seconds }) => ({
    happened: `${host} did not answer within ${seconds} seconds.`,
    meaning: null,
    remedy: 'Try again in a moment.',
    calm: 'offline',
  }),
  certificate: ({ host, reason }) => ({
    happened: `The certificate of ${host} is not trusted by this computer: ${reason}.`,
    meaning: 'Nothing was sent. Somebody may stand between this computer and Oracle: a company proxy, or an attacker.',
    remedy:
      'Ask the administrator of this network; Keydesk has no way to ignore a certificate. On Linux the certificate authority of a company goes into the store of your account: docs/guide.md has the command.',
  }),
  'proxy-password': ({ host, proxy, refused }) => ({
    happened: refused
      ? `${capital(proxyName(proxy))} does not accept that user name and password.`
      : `${capital(proxyName(proxy))} let nothing through to ${host}: it wants a user name and a password.`,
    meaning: 'Nothing reached Oracle.',
    remedy: refused
      ? 'Enter them again: often they are those with which you sign in to this computer. The administrator of the proxy knows which it takes.'
      : 'Sign in to the proxy, then try again.',
    calm: 'lock',
  }),
  'proxy-unsaved': ({ proxy, reason }) => ({
    happened: `The proxy ${proxy} accepts the password, but it could not be saved: ${reason}.`,
    meaning: 'Keydesk is signed in to the proxy until it is locked or quits.',
    remedy:
      'Close this and go on. To save the password, unlock the keychain, and sign in to the proxy again when it asks.',
  }),
  'foreign-address': ({ host }) => ({
    happened: `The service named ${host} as an address of its own, and that lies outside the realm of this account.`,
    meaning: 'Keydesk signs requests to Oracle and to the endpoint of the account alone. Nothing was sent.',
    remedy:
      'Tell the administrator of the tenancy. If it is reached through an address of its own, name that as keydesk_endpoint in the configuration file, and sign in again.',
  }),
  redirected: ({ host }) => ({
    happened: `${host} points to another address. Keydesk does not follow, since it would take your signature there.`,
    meaning: null,
    remedy: 'Check the network: a sign-in page of a hotel or company often does this.',
  }),
  'not-authenticated': ({ message }) => ({
    happened: `Oracle does not accept the signature of this account: ${message}`,
    meaning:
      'The API key may have been deleted in the Console, or belong to another user. An identity domain may also refuse a session.',
    remedy:
      'Compare the fingerprint under My profile, API keys in the Console, then sign in again; from a session, press Stay signed in on this computer.',
  }),
  'session-over': ({ delivery }) => ({
    happened: 'The session of this account is over.',
    meaning:
      delivery === 'not-sent'
        ? 'Nothing was sent to Oracle, and nothing has changed.'
        : 'Oracle has refused the request, and nothing has changed. What was under way waits.',
    remedy: 'Press Sign in again. What you see, have typed or have open stays as it is.',
    calm: 'lock',
  }),
  'clock-skew': ({ seconds }) => ({
    happened: `The clock of this computer is ${span(Math.abs(seconds))} ${seconds > 0 ? 'ahead of' : 'behind'} Oracle’s; Oracle allows five minutes.`,
    meaning: 'Oracle refuses every request until the clock is right.',
    remedy: 'Let this computer set its clock from the network, or set it by hand. Then try again.',
  }),
  'not-allowed': ({ message }) => ({
    happened: `Oracle does not allow this to your account: ${message}`,
    meaning: null,
    remedy: 'Ask an administrator of the identity domain for the role, or sign in with another account.',
    calm: 'lock',
  }),
  'not-found': ({ message }) => ({
    happened: `Oracle shows nothing there: ${message}`,
    meaning: 'It may be gone, or your account may lack the permission to see it; Oracle does not say which.',
    remedy: 'Refresh. If it should be there, ask an administrator for the permission.',
    calm: 'search',
  }),
  conflict: ({ message }) => ({
    happened: `Something else is being done with it at the moment: ${message}`,
    meaning: NOTHING_CHANGED,
    remedy: 'Refresh, look at what is there now, and try again.',
  }),
  'changed-meanwhile': () => ({
    happened: 'It has been changed since you opened it, here or in the Console.',
    meaning: NOTHING_CHANGED,
    remedy: 'Refresh, look at what is there now, and try again.',
  }),
  'too-many-requests': ({ retryAfterSeconds }) => ({
    happened: 'Oracle is being asked too often.',
    meaning: NOTHING_CHANGED,
    remedy:
      retryAfterSeconds === null
        ? 'Try again in a minute.'
        : `Oracle wants a pause of ${span(retryAfterSeconds)}. Then try again.`,
    calm: 'info',
  }),
  rejected: ({ message, status }) => ({
    happened: `Oracle refused: ${message || `status ${status}`}`,
    meaning: NOTHING_CHANGED,
    remedy: null,
  }),
  'service-error': ({ status, message }) => ({
    happened: `Oracle reports an error of its own (${status})${message ? `: ${message}` : '.'}`,
    meaning: null,
    remedy: 'Try again in a minute. If it happens again, give Oracle’s support the request id.',
  }),
  'unexpected-answer': ({ host, what }) => ({
    happened: `${host} answered with something that is not an answer of Oracle’s: ${what}.`,
    meaning: null,
    remedy: 'Check the network: a proxy may have changed the answer. Then try again.',
  }),
  'secret-missing': () => ({
    happened: 'Oracle made the key and did not send its secret key.',
    meaning: 'Nobody can show the secret key again, Oracle included.',
    remedy: 'Delete the key and generate a new one.',
  }),
  cancelled: () => ({
    happened: 'The request was cancelled.',
    meaning: null,
    remedy: null,
  }),
} satisfies Partial<AllSentences>;

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** The first sentence alone: the cause, inside another failure. */
export function whatHappened(problem: OracleProblem): string {
  const say = serviceSentences[problem.kind] as (problem: OracleProblem) => { happened: string };
  return say(problem).happened;
}

/** Seconds in words: `45 seconds`, `7 minutes`, `3 hours`. */
export function span(seconds: number): string {
  const say = (count: number, unit: string) => `${count} ${unit}${count === 1 ? '' : 's'}`;
  if (seconds < 120) return say(Math.round(seconds), 'second');
  if (seconds < 7200) return say(Math.round(seconds / 60), 'minute');
  if (seconds < 172_800) return say(Math.round(seconds / 3600), 'hour');
  return say(Math.round(seconds / 86_400), 'day');
}
