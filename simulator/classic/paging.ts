import { type Exchange, jsonReply, type Reply } from '../wire/exchange.ts';
import { invalidParameter } from './classic-reply.ts';

const defaultLimit = 25;
const largestLimit = 1000;

/** One page of a listing: `limit` and `page` in the query, `opc-next-page` in the answer while there is more. */
export function answerPage<T>(exchange: Exchange, items: readonly T[], toBody: (item: T) => unknown): Reply {
  const limit = Number(exchange.query.get('limit') ?? defaultLimit);
  if (!Number.isInteger(limit) || limit < 1 || limit > largestLimit) {
    return invalidParameter(`limit must be from 1 to ${largestLimit}.`);
  }
  const from = offsetIn(exchange.query.get('page'));
  if (from === null || from > items.length) return invalidParameter('page is not one that this service has given out.');
  const next = from + limit;
  return jsonReply(
    200,
    items.slice(from, next).map(toBody),
    next < items.length ? { 'opc-next-page': tokenFor(next) } : {},
  );
}

// Opaque to clients, which send it back unchanged.
const tokenFor = (offset: number): string => Buffer.from(`page+from/${offset}?`).toString('base64');

function offsetIn(page: string | null): number | null {
  if (page === null) return 0;
  const offset = /^page\+from\/(\d{1,9})\?$/.exec(Buffer.from(page, 'base64').toString())?.[1];
  return offset === undefined ? null : Number(offset);
}
