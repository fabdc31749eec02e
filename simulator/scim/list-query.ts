import { z } from 'zod';
import { type Checked, type Exchange, parseJson } from '../wire/exchange.ts';
import { scimError } from './scim-reply.ts';

/** The parameters of a listing, from the query or from the body of `/.search`. */
const listQuerySchema = z.object({
  filter: z.string().max(8000).optional(),
  sortBy: z.string().optional(),
  sortOrder: z
    .string()
    .transform((order) => order.toLowerCase())
    .pipe(z.enum(['ascending', 'descending']))
    .default('ascending'),
  startIndex: z.coerce.number().int().default(1),
  // Oracle: "1000 is the largest value that you can use." It does not say what a larger number does. We refuse it.
  count: z.coerce.number().int().min(0).max(1000).optional(),
  attributes: z
    .union([z.string().transform((names) => names.split(',')), z.array(z.string())])
    .transform((names) => names.map((name) => name.trim()).filter((name) => name !== ''))
    .default([]),
});
export interface ListQuery extends Omit<z.infer<typeof listQuerySchema>, 'count'> {
  readonly count: number;
}

/** Paging as in Oracle's classic API: `page` is the `opc-next-page` of the previous answer. */
const pagingSchema = z.object({
  limit: z.coerce.number().int().min(1).max(1000).optional(),
  page: z
    .string()
    .transform((token) => Number(/^scim\+from\/(\d{1,9})\?$/.exec(Buffer.from(token, 'base64').toString())?.[1]))
    .pipe(z.number().int())
    .optional(),
});

/** The token of the page whose first item is `startIndex`, counted from 1. */
export const pageToken = (startIndex: number): string => Buffer.from(`scim+from/${startIndex}?`).toString('base64');

const names = Object.keys(listQuerySchema.shape);
const pagingNames = Object.keys(pagingSchema.shape);
const defaultCount = 50;

const textsOf = (query: URLSearchParams, allowed: readonly string[]) =>
  Object.fromEntries(allowed.flatMap((name) => (query.get(name) ? [[name, query.get(name)] as const] : [])));

export function listQueryFromUrl(query: URLSearchParams): Checked<ListQuery> {
  return check(textsOf(query, names), query);
}

/** From the body of a POST to `/.search`. */
export function listQueryFromSearch(exchange: Exchange): Checked<ListQuery> {
  const body = z.looseObject({ schemas: z.array(z.string()).default([]) }).safeParse(parseJson(exchange.body));
  return body.success && body.data.schemas.includes('urn:ietf:params:scim:api:messages:2.0:SearchRequest')
    ? check(body.data, exchange.query)
    : refuse('The body is no SearchRequest.');
}

function check(given: unknown, query: URLSearchParams): Checked<ListQuery> {
  const parsed = listQuerySchema.safeParse(given);
  if (!parsed.success) return refuseFor(parsed.error);
  const paging = pagingSchema.safeParse(textsOf(query, pagingNames));
  if (!paging.success) return refuseFor(paging.error);
  const { limit = defaultCount, page = parsed.data.startIndex } = paging.data;
  const { count = limit } = parsed.data;
  return { ok: true, value: { ...parsed.data, count, startIndex: Math.max(1, page) } };
}

const refuseFor = ({ issues: [issue] }: z.ZodError): Checked<never> =>
  refuse(`${issue?.path.join('.') || 'The query'} is not valid: ${issue?.message}`);

const refuse = (detail: string): Checked<never> => ({
  ok: false,
  reply: scimError(400, 'error.common.common.invalidQueryParameter', detail),
});
