import * as z from 'zod/mini';
import { success } from '../basics/outcome.ts';
import type { Answer } from './oracle-client.ts';
import { readJson, type ServiceCalls } from './service-calls.ts';

const PATH = ['v1', 'authentication', 'refresh'];

/** A request that prolongs a session, and so is no use of it. */
export const isSessionRefresh = ({ pathname }: URL) => pathname.endsWith(`/${PATH.join('/')}`);

const refreshedSchema = z.looseObject({ token: z.string().check(z.minLength(1), z.maxLength(16 * 1024)) });

/** Asks for a session to last longer (`docs/oracle.md`, "Sessions"). Whether it does, the token says that comes back. */
export async function refreshSession(calls: ServiceCalls, base: string, token: string): Answer<string> {
  const answer = await calls.write({
    method: 'POST',
    base,
    segments: PATH,
    headers: { accept: 'application/json' },
    json: { value: { currentToken: token }, contentType: 'application/json' },
  });
  if (!answer.ok) return answer;
  const refreshed = readJson(answer.value, refreshedSchema);
  answer.value.body.fill(0);
  return refreshed.ok ? success(refreshed.value.token) : refreshed;
}
