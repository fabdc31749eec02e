import { z } from 'zod';
import { type Checked, type Exchange, parseJson } from '../wire/exchange.ts';
import { scimError } from './scim-reply.ts';

/** What a listing is asked for, whether in the query or in the body of `/.search`. */
const listQuerySchema = z.object({
  filter: z.string().max(8000).optional(),
  sortBy: z.string().optional(),
  sortOrder: z
    .string()
    .transform((order) => order.toLowerCase())
    .pipe(z.enum(['ascending', 'descending']))
    .default('ascending'),
  startIndex: z.coerce.number().int().default(1),
  // Oracle: "1000 is the largest value that you can use." Whether it refuses more or gives 1,000 is not said: we refuse.
  count: z.coerce.number().int().min(0).max(1000).default(50),
  attributes: z
    .union([z.string().transform((names) => names.split(',')), z.array(z.string())])
    .transform((names) => names.map((name) => name.trim()).filter((name) => name !== ''))
    .default([]),
});
export type ListQuery = z.infer<typeof listQuerySchema>;

const names = Object.keys(listQuerySchema.shape);

export function listQueryFromUrl(query: URLSearchParams): Checked<ListQuery> {
  const given = names.flatMap((name) => {
    const value = query.get(name);
    return value === null || value === '' ? [] : [[name, value] as const];
  });
  return check(Object.fromEntries(given));
}

/** From the body of a POST to `/.search`. */
export function listQueryFromSearch(exchange: Exchange): Checked<ListQuery> {
  const body = z.looseObject({ schemas: z.array(z.string()).default([]) }).safeParse(parseJson(exchange.body));
  return body.success && body.data.schemas.includes('urn:ietf:params:scim:api:messages:2.0:SearchRequest')
    ? check(body.data)
    : refuse('The body is no SearchRequest.');
}

function check(given: unknown): Checked<ListQuery> {
  const parsed = listQuerySchema.safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return refuse(`${issue?.path.join('.') || 'The query'} is not valid: ${issue?.message}`);
  }
  return { ok: true, value: { ...parsed.data, startIndex: Math.max(1, parsed.data.startIndex) } };
}

const refuse = (detail: string): Checked<never> => ({
  ok: false,
  reply: scimError(400, 'error.common.common.invalidQueryParameter', detail),
});
