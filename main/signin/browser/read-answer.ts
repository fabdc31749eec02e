import { failed, type Outcome } from '../../basics/outcome.ts';
import { oneLine } from '../../basics/printable.ts';
import { readClaims, type SessionToken, takeSessionToken } from '../session-token.ts';
import type { BrowserSignInProblem } from './browser-problem.ts';

/** The most characters of Oracle's own words that are shown. */
const MOST = 300;

/**
 * The token in the text after `#`, checked as far as possible without Oracle. The names are those of Oracle's CLI and of OpenID Connect.
 * `nonce`: ours, which the `id_token` must repeat. Without an `id_token` only Oracle can judge the token.
 */
export function readAnswer(
  answer: string | null,
  nonce: string,
  now: number,
): Outcome<SessionToken, BrowserSignInProblem> {
  if (answer === null) return failed({ kind: 'answer-too-large' });
  const fields = new URLSearchParams(answer.replace(/^[#?]/, ''));
  const error = oneLine(fields.get('error'), MOST);
  if (error !== null)
    return failed({ kind: 'sign-in-denied', reason: oneLine(fields.get('error_description'), MOST) ?? error });
  const text = fields.get('security_token')?.trim();
  if (!text) return failed({ kind: 'answer-without-token' });
  const idToken = readClaims(fields.get('id_token') ?? '');
  if (idToken?.nonce !== undefined && idToken.nonce !== nonce) return failed({ kind: 'nonce-differs' });
  const token = takeSessionToken(text, now);
  if (!token.ok) return failed({ kind: 'answer-not-token', ...token.problem });
  const { expires } = token.value;
  if (expires <= now) return failed({ kind: 'token-expired', expires: new Date(expires).toISOString() });
  return token;
}
