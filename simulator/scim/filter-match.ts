import type { Comparison, Filter, FilterValue } from './filter-parser.ts';

export type Readable = string | boolean | readonly string[] | undefined;

/** The attributes of one kind of resource, for filters, by path in lower case. Other paths are not attributes of the resource. */
export interface Searchable<T> {
  readonly attributes: Readonly<Record<string, Attribute<T>>>;
  /** The attributes with a list of objects as value, for `emails[...]`. */
  readonly lists: Readonly<Record<string, ElementList<T>>>;
}
interface Attribute<T> {
  readonly read: (item: T) => Readable;
  readonly caseExact?: boolean;
  readonly unsearchable?: boolean;
}
/** An attribute that exists but cannot be searched: Oracle's schema says `idcsSearchable: false` of it. */
export const unsearchable = { read: () => undefined, unsearchable: true };
interface ElementList<T> {
  readonly read: (item: T) => readonly Element[];
  readonly names: readonly string[];
}
export type Element = Readonly<Record<string, string | boolean>>;

type CompiledFilter<T> =
  | { readonly ok: true; readonly matches: (item: T) => boolean }
  | { readonly ok: false; readonly problem: string };

/** Compiles a filter into a function, so that it can quickly test a hundred thousand users. */
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

/** The entry of the table for a path from a client. Undefined for inherited names such as `constructor`. */
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
  const operand = fold(value);
  const test = textTests[comparison === 'ne' ? 'eq' : comparison];
  const any = (read: Readable): boolean =>
    typeof read === 'string'
      ? test(fold(read), operand)
      : Array.isArray(read) && read.some((each) => test(fold(each), operand));
  return comparison === 'ne' ? (read) => !any(read) : any;
}

/** Compares by characters. That is enough for dates in RFC 3339, for which alone `gt`, `lt` and the like are used. */
const textTests: Record<Exclude<Comparison, 'ne'>, (text: string, operand: string) => boolean> = {
  eq: (text, operand) => text === operand,
  co: (text, operand) => text.includes(operand),
  sw: (text, operand) => text.startsWith(operand),
  ew: (text, operand) => text.endsWith(operand),
  gt: (text, operand) => text > operand,
  ge: (text, operand) => text >= operand,
  lt: (text, operand) => text < operand,
  le: (text, operand) => text <= operand,
};
