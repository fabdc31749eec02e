import { z } from 'zod';
import { judge } from '../basics/judge.ts';
import type { ConfigFile } from './config-file.ts';
import { type ProfileValues, pathFromConfig } from './profile.ts';
import type { SignInEnv } from './sign-in-env.ts';

/** What a session token says of itself; nothing of it is verified, it is shown only. */
export interface TokenFacts {
  /** ISO 8601. */
  readonly expires: string | null;
  readonly userOcid: string | null;
}

const maxBytes = 64 * 1024;
/** The latest instant that a Date can hold, in seconds. */
const latest = 8.64e12;
const claimsSchema = z.object({
  exp: z.number().min(0).max(latest).optional().catch(undefined),
  sub: z.string().max(255).optional().catch(undefined),
});

/** What the token of a session-token profile says; nothing where there is no token to read. */
export async function readProfileToken(
  { readFile, homedir }: SignInEnv,
  config: ConfigFile,
  values: ProfileValues,
): Promise<TokenFacts> {
  const path = values.get('security_token_file')?.text;
  const read = path === undefined ? null : await readFile(pathFromConfig(path, config.file, homedir()), maxBytes);
  if (!read?.ok) return { expires: null, userOcid: null };
  const facts = readTokenFacts(read.value.toString('utf8'));
  read.value.fill(0);
  return facts;
}

/** Reads `exp` and `sub` of a JWT (`docs/oracle.md`, "Signature"). Both are null for text that is none. */
export function readTokenFacts(text: string): TokenFacts {
  const claims = judge(claimsSchema, decodeClaims(text));
  const { exp, sub } = claims.success ? claims.data : {};
  return { expires: exp === undefined ? null : new Date(exp * 1000).toISOString(), userOcid: sub ?? null };
}

function decodeClaims(token: string): unknown {
  const parts = token.trim().split('.');
  if (parts.length !== 3) return undefined;
  try {
    return JSON.parse(Buffer.from(parts[1] ?? '', 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
