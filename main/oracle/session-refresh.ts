import * as z from 'zod/mini';
import { success } from '../basics/outcome.ts';
import type { Answer } from './oracle-client.ts';
import { readJson, type ServiceCalls } from './service-calls.ts';

const PATH = ['v1', 'authentication', 'refresh'];

/** Whether a request prolongs a session. Such a request does not count as use of the session. */
export const isSessionRefresh = ({ pathname }: URL) => pathname.endsWith(`/${PATH.join('/')}`);

const refreshedSchema = z.looseObject({ token: z.string().check(z.minLength(1), z.maxLength(16 * 1024)) });

/** Asks for a session to last longer (`docs/oracle.md`, "Sessions"). The returned token says whether it does. */
export async function refreshSession(calls: ServiceCalls, base: string, token: string): Answer<string> {
  const answer = await calls.write({
    method: 'POST',
    base,
    segments: PATH,
    content: { currentToken: token },
  });
  if (!answer.ok) return answer;
  const refreshed = readJson(answer.value, refreshedSchema);
  answer.value.body.fill(0);
  return refreshed.ok ? success(refreshed.value.token) : refreshed;
}
