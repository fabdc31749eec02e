import type { Comparison, Filter, FilterValue } from './filter-parser.ts';

export type Readable = string | boolean | readonly string[] | undefined;

/** What a filter may say about a kind of resource. Paths are in lower case; a path that is missing here does not exist. */
export interface Searchable<T> {
  readonly attributes: Readonly<Record<string, Attribute<T>>>;
  /** Attributes whose value is a list of objects, for `emails[...]`. */
  readonly lists: Readonly<Record<string, ElementList<T>>>;
}
export interface Attribute<T> {
  readonly read: (item: T) => Readable;
  readonly caseExact?: boolean;
  /** Exists, but cannot be searched for: Oracle marks such attributes `idcsSearchable: false`. */
  readonly unsearchable?: boolean;
}
export interface ElementList<T> {
  readonly read: (item: T) => readonly Element[];
  readonly names: readonly string[];
}
export type Element = Readonly<Record<string, string | boolean>>;

export type CompiledFilter<T> =
  | { readonly ok: true; readonly matches: (item: T) => boolean }
  | { readonly ok: false; readonly problem: string };

/** Turns a filter into a function, once, so that a hundred thousand users can be asked quickly. */
export function compileFilter<T>(filter: Filter, searchable: Searchable<T>): CompiledFilter<T> {
  switch (filter.kind) {
    case 'and':
    case 'or': {
      const left = compileFilter(filter.left, searchable);
      if (!left.ok) return left;
      const right = compileFilter(filter.right, searchable);
      if (!right.ok) return right;
      const [a, b] = [left.matches, right.matches];
      return { ok: true, matches: filter.kind === 'and' ? (item) => a(item) && b(item) : (item) => a(item) || b(item) };
    }
    case 'not': {
      const inner = compileFilter(filter.inner, searchable);
      return inner.ok ? { ok: true, matches: (item) => !inner.matches(item) } : inner;
    }
    case 'element': {
      const list = own(searchable.lists, filter.path);
      if (!list) return refuse(`${filter.path} is not a list of objects`);
      const attributes = Object.fromEntries(
        list.names.map((name) => [name, { read: (element: Element) => element[name] }] as const),
      );
      const inner = compileFilter(filter.inner, { attributes, lists: {} });
      return inner.ok ? { ok: true, matches: (item) => list.read(item).some(inner.matches) } : inner;
    }
    case 'present':
    case 'compare': {
      const attribute = own(searchable.attributes, filter.path);
      if (!attribute) return refuse(`there is no attribute ${filter.path}`);
      if (attribute.unsearchable) return refuse(`the attribute ${filter.path} cannot be searched for`);
      const { read } = attribute;
      if (filter.kind === 'present') return { ok: true, matches: (item) => isPresent(read(item)) };
      const compare = comparer(filter.comparison, filter.value, attribute.caseExact ?? false);
      return compare
        ? { ok: true, matches: (item) => compare(read(item)) }
        : refuse(`${filter.path} cannot be compared like that with ${JSON.stringify(filter.value)}`);
    }
  }
}

/** `urn:ietf:params:scim:schemas:core:2.0:User:userName` is `username`. */
export const shortPath = (path: string): string => path.replace(/^urn:.*:(?=[^:]+$)/i, '').toLowerCase();

/** What stands in the table under a path of the client's: `constructor` stands in every object, and in no table. */
export function own<V>(table: Readonly<Record<string, V>>, path: string): V | undefined {
  const name = shortPath(path);
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

const refuse = (problem: string) => ({ ok: false, problem }) as const;

const isPresent = (value: Readable): boolean => typeof value === 'boolean' || (value !== undefined && value.length > 0);

function comparer(
  comparison: Comparison,
  value: FilterValue,
  caseExact: boolean,
): ((read: Readable) => boolean) | null {
  if (typeof value !== 'string') {
    if (comparison !== 'eq' && comparison !== 'ne') return null;
    return value === null
      ? (read) => isPresent(read) === (comparison === 'ne')
      : (read) => (read === value) === (comparison === 'eq');
  }
  const fold = caseExact ? (text: string) => text : (text: string) => text.toLowerCase();
  const wanted = fold(value);
  const test = textTests[comparison === 'ne' ? 'eq' : comparison];
  const any = (read: Readable): boolean =>
    typeof read === 'string'
      ? test(fold(read), wanted)
      : Array.isArray(read) && read.some((each) => test(fold(each), wanted));
  return comparison === 'ne' ? (read) => !any(read) : any;
}

/** Order is that of characters: enough for the dates in RFC 3339 that `gt` and its like are used with. */
const textTests: Record<Exclude<Comparison, 'ne'>, (text: string, wanted: string) => boolean> = {
  eq: (text, wanted) => text === wanted,
  co: (text, wanted) => text.includes(wanted),
  sw: (text, wanted) => text.startsWith(wanted),
  ew: (text, wanted) => text.endsWith(wanted),
  gt: (text, wanted) => text > wanted,
  ge: (text, wanted) => text >= wanted,
  lt: (text, wanted) => text < wanted,
  le: (text, wanted) => text <= wanted,
};
