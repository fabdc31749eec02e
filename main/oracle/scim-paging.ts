import type * as z from 'zod/mini';
import { failed, success } from '../basics/outcome.ts';
import type { Answer } from './oracle-client.ts';
import { endless, mostPages } from './refused-here.ts';
import type { ServiceCall, ServiceCalls } from './service-calls.ts';

/** The most that a list call may ask for. */
const mostPerPage = 1000;

interface ScimList<T> {
  readonly totalResults: number;
  readonly Resources?: readonly T[] | null | undefined;
}
interface ScimPage<T> {
  readonly resources: readonly T[];
  readonly total: number;
  /** The start index of the page after this one; null after the last. */
  readonly next: number | null;
}

/** A cursor is the start index of a page, counted from 1. Null: the text is no cursor. */
export function startIndexOf(cursor: string | null): number | null {
  if (cursor === null) return 1;
  return /^[1-9]\d{0,8}$/.test(cursor) ? Number(cursor) : null;
}

/** The service may give fewer than `count`; an empty page is the last one, whatever the total says. */
export async function readPage<T>(
  calls: ServiceCalls,
  call: ServiceCall,
  schema: z.ZodMiniType<ScimList<T>>,
  startIndex: number,
  count: number,
  signal?: AbortSignal,
): Answer<ScimPage<T>> {
  const query = { ...call.query, startIndex, count: Math.min(count, mostPerPage) };
  const answer = await calls.read({ ...call, query }, schema, signal);
  if (!answer.ok) return answer;
  const { totalResults: total, Resources } = answer.value.value;
  const resources = Resources ?? [];
  const after = startIndex + resources.length;
  return success({ resources, total, next: resources.length > 0 && after <= total ? after : null });
}

export async function readEveryPage<T>(
  calls: ServiceCalls,
  call: ServiceCall,
  schema: z.ZodMiniType<ScimList<T>>,
  signal?: AbortSignal,
): Answer<readonly T[]> {
  const all: T[] = [];
  let pages = 0;
  for (let at: number | null = 1; at !== null; ) {
    pages += 1;
    if (pages > mostPages) return failed(endless(call.base));
    const page: Awaited<Answer<ScimPage<T>>> = await readPage(calls, call, schema, at, mostPerPage, signal);
    if (!page.ok) return page;
    all.push(...page.value.resources);
    at = page.value.next;
  }
  return success(all);
}
