import type { Reply } from '../wire/exchange.ts';
import { compileFilter, own, type Searchable } from './filter-match.ts';
import { parseFilter } from './filter-parser.ts';
import { type ListQuery, pageToken } from './list-query.ts';
import { type Resource, selectAttributes } from './resource.ts';
import { scimError, scimReply } from './scim-reply.ts';

/** Answers a listing: it filters, sorts, takes one page, and makes resources only for the items of that page. */
export function answerListing<T>(options: {
  query: ListQuery;
  /** All items, in the default order of the listing. */
  items: Iterable<T>;
  /** Gives sorted lists, and stores them for the next page. Missing: the items are sorted for each page. */
  sorted?: SortedLists;
  /** True: the page has its first row twice, and lacks its last row. */
  firstTwice?: boolean;
  searchable: Searchable<T>;
  toResource: (item: T) => Resource;
}): Reply {
  const { query, searchable } = options;
  let found: readonly T[];
  if (query.filter === undefined) found = Array.isArray(options.items) ? options.items : [...options.items];
  else {
    const parsed = parseFilter(query.filter);
    const compiled = parsed.ok ? compileFilter(parsed.filter, searchable) : parsed;
    if (!compiled.ok) {
      return scimError(400, 'error.common.common.invalidFilter', `The filter is not valid: ${compiled.problem}.`);
    }
    found = [...options.items].filter(compiled.matches);
  }
  if (query.sortBy !== undefined) {
    const attribute = own(searchable.attributes, query.sortBy);
    if (!attribute || attribute.unsearchable) {
      return scimError(400, 'error.common.common.invalidSortBy', `Nothing can be sorted by ${query.sortBy}.`);
    }
    const sort = () => sortBy(found, (item) => String(attribute.read(item) ?? '').toLowerCase());
    found = query.filter === undefined && options.sorted ? options.sorted(query.sortBy, sort) : sort();
  }
  if (query.sortOrder === 'descending') found = found.toReversed();
  const next = query.startIndex + query.count;
  const whole = found.slice(query.startIndex - 1, next - 1);
  const isDrifted = options.firstTwice === true && whole.length > 1 && whole.length === query.count;
  const page = isDrifted ? [...whole.slice(0, 1), ...whole.slice(0, -1)] : whole;
  const body = {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
    totalResults: found.length,
    Resources: page.map((item) => selectAttributes(options.toResource(item), query.attributes)),
    startIndex: query.startIndex,
    itemsPerPage: query.count,
  };
  return scimReply(200, body, page.length > 0 && next <= found.length ? { 'opc-next-page': pageToken(next) } : {});
}

/** Reads the text to sort by only once for each item. To read it at each comparison takes seconds for 100,000 users. */
function sortBy<T>(items: readonly T[], read: (item: T) => string): T[] {
  const keyed = items.map((item) => ({ item, key: read(item) }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return keyed.map((each) => each.item);
}

/** Returns the list that was already sorted by the attribute `by`, or sorts it now. */
type SortedLists = <T>(by: string, sort: () => readonly T[]) => readonly T[];

/** The sorted lists by their owner, such as a key store. To sort 200,000 keys again for each of 200 pages takes minutes. */
const sortedBefore = new WeakMap<object, { revision: number; readonly lists: Map<string, readonly unknown[]> }>();

/** The sorted lists of an owner. They are valid as long as the revision is the same. */
export function sortedListsOf(owner: object, revision: number): SortedLists {
  const before = sortedBefore.get(owner);
  const current = before?.revision === revision ? before : { revision, lists: new Map<string, readonly unknown[]>() };
  sortedBefore.set(owner, current);
  return <T>(by: string, sort: () => readonly T[]) => {
    const list = (current.lists.get(by) as readonly T[] | undefined) ?? sort();
    current.lists.set(by, list);
    return list;
  };
}
