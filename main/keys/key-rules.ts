import { failed, type Outcome, success } from '../basics/outcome.ts';

/** Two customer secret keys a user: Oracle's limit (its answer to a third is not public, so it is checked beforehand). */
export const KEY_LIMIT = 2;

const MAX_NAME = 255;

export type NameProblem = { readonly kind: 'name-invalid'; readonly why: 'empty' | 'too-long' | 'control-character' };
export type ExpiryProblem = { readonly kind: 'expiry-invalid' };

/** The name as it is sent: trimmed, 1 to 255 characters, no control characters. */
export function checkKeyName(text: string): Outcome<string, NameProblem> {
  const name = text.trim();
  if (name === '') return failed({ kind: 'name-invalid', why: 'empty' });
  if ([...name].length > MAX_NAME) return failed({ kind: 'name-invalid', why: 'too-long' });
  if (/\p{Cc}/u.test(name)) return failed({ kind: 'name-invalid', why: 'control-character' });
  return success(name);
}

/** An expiry lies in the future; it cannot be changed once the key is made. `now` is epoch milliseconds. */
export function checkExpiry(expiresOn: string | null, now: number): Outcome<string | null, ExpiryProblem> {
  if (expiresOn === null) return success(null);
  return Date.parse(expiresOn) > now ? success(expiresOn) : failed({ kind: 'expiry-invalid' });
}
