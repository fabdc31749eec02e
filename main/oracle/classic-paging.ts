import type * as z from 'zod/mini';
import { failed, success } from '../basics/outcome.ts';
import type { Answer } from './oracle-client.ts';
import { unexpected } from './oracle-problem.ts';
import { endless, mostPages } from './refused-here.ts';
import type { ServiceCall, ServiceCalls } from './service-calls.ts';

/** Pages of the classic API are named by tokens: `opc-next-page` of an answer is `page` of the next request. */
interface ClassicPage<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** The most characters of a token, so that a cursor, which is a number of ours and the token, fits into the bridge. */
const longestToken = 8000;

export async function readClassicPage<T>(
  calls: ServiceCalls,
  call: ServiceCall,
  schema: z.ZodMiniType<T[]>,
  page: string | null,
  signal?: AbortSignal,
): Answer<ClassicPage<T>> {
  const query = { ...call.query, page: page ?? undefined };
  const answer = await calls.read({ ...call, query }, schema, signal);
  if (!answer.ok) return answer;
  const { value, reply } = answer.value;
  const next = reply.header('opc-next-page') || null;
  if (next === null || next.length <= longestToken) return success({ items: value, next });
  return failed(unexpected(reply, `it names its next page with more than ${longestToken} characters`));
}

export async function readEveryClassicPage<T>(
  calls: ServiceCalls,
  call: ServiceCall,
  schema: z.ZodMiniType<T[]>,
  signal?: AbortSignal,
): Answer<readonly T[]> {
  const all: T[] = [];
  let page: string | null = null;
  let pages = 0;
  do {
    pages += 1;
    if (pages > mostPages) return failed(endless(call.base));
    const answer: Awaited<Answer<ClassicPage<T>>> = await readClassicPage(calls, call, schema, page, signal);
    if (!answer.ok) return answer;
    all.push(...answer.value.items);
    // A page that names itself as the next one would make this endless.
    page = answer.value.next === page ? null : answer.value.next;
  } while (page !== null);
  return success(all);
}
