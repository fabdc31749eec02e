import type * as z from 'zod/mini';
import { success } from '../outcome.ts';
import type { Answer } from './oracle-client.ts';
import type { ServiceCall, ServiceCalls } from './service-calls.ts';

/** Pages of the classic API are named by tokens: the answer's `opc-next-page` is the next question's `page`. */
export interface ClassicPage<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

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
  return success({ items: answer.value.value, next: answer.value.reply.header('opc-next-page') || null });
}

export async function readEveryClassicPage<T>(
  calls: ServiceCalls,
  call: ServiceCall,
  schema: z.ZodMiniType<T[]>,
  signal?: AbortSignal,
): Answer<readonly T[]> {
  const all: T[] = [];
  let page: string | null = null;
  do {
    const answer: Awaited<Answer<ClassicPage<T>>> = await readClassicPage(calls, call, schema, page, signal);
    if (!answer.ok) return answer;
    all.push(...answer.value.items);
    // A service that names a page as its own successor would keep us for ever.
    page = answer.value.next === page ? null : answer.value.next;
  } while (page !== null);
  return success(all);
}
