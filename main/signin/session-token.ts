import { z } from 'zod';
import { judgeJson } from '../basics/judge.ts';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import { ocid } from './profile.ts';

/** A session token of Oracle's, with what it says of itself. Only Oracle can say whether it is good. */
export interface SessionToken {
  readonly text: string;
  readonly userOcid: string;
  readonly tenancyOcid: string;
  /** Milliseconds since 1970. */
  readonly issued: number;
  readonly expires: number;
}

/** The latest instant that a Date can hold, in seconds. */
const latest = 8.64e12;
const MOST_CHARACTERS = 16 * 1024;
const seconds = z.number().min(0).max(latest);
const claimsSchema = z.object({
  exp: seconds.optional().catch(undefined),
  iat: seconds.optional().catch(undefined),
  sub: z.string().max(255).optional().catch(undefined),
  tenant: z.string().max(255).optional().catch(undefined),
  nonce: z.string().max(255).optional().catch(undefined),
});

/** The claims of a JWT, none of them verified; null for a text that is no JWT (`docs/oracle.md`, "Sessions"). */
export function readClaims(token: string): z.infer<typeof claimsSchema> | null {
  const parts = token.trim().split('.');
  if (parts.length !== 3 || token.length > MOST_CHARACTERS) return null;
  return judgeJson(claimsSchema, Buffer.from(parts[1] ?? '', 'base64url').toString('utf8'));
}

/**
 * Checks a token, as far as Keydesk can, before requests are signed with it. `reason` is a phrase that repeats nothing of the text.
 * `tenancyElsewhere`: the tenancy, for a token that does not name it.
 */
export function takeSessionToken(
  text: string,
  now: number,
  tenancyElsewhere = '',
): Outcome<SessionToken, { readonly reason: string }> {
  const token = text.trim();
  const refuse = (reason: string) => failed({ reason });
  // The token stands in a header of every request, so it may have no other characters.
  if (!/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)) return refuse('it is not a token (a JWT has three parts)');
  const claims = readClaims(token);
  if (claims === null) return refuse('what it says cannot be read');
  const { sub = '', tenant = tenancyElsewhere, exp, iat } = claims;
  if (!ocid.test(sub)) return refuse('it does not say for which user it is');
  if (!ocid.test(tenant)) return refuse('it does not say for which tenancy it is');
  if (exp === undefined) return refuse('it does not say when it ends');
  const issued = Math.min(iat === undefined ? now : iat * 1000, exp * 1000);
  return success({ text: token, userOcid: sub, tenancyOcid: tenant, issued, expires: exp * 1000 });
}
