import { failed, type Outcome, success } from '../../basics/outcome.ts';
import { decodeText } from '../../files/decode-text.ts';
import { type CsvFault, readCsv } from './read-csv.ts';

/** One user of a list, as the file names them. Null: the file does not have this value. */
export interface ListedUser {
  readonly line: number;
  /** User name, e-mail address or OCID. */
  readonly user: string;
  readonly domain: string | null;
  readonly keyName: string | null;
  readonly description: string | null;
  /** ISO 8601. */
  readonly expiresOn: string | null;
  /** Why the line cannot be used; null: it can. */
  readonly fault: LineFault | null;
}

export type LineFault = 'no-user' | 'not-utf-8' | 'expiry' | 'cells';

export interface UserList {
  readonly users: readonly ListedUser[];
  /** The columns that were recognised. */
  readonly columns: readonly Column[];
}

export type UserListProblem =
  | CsvFault
  | { readonly kind: 'user-list-empty' }
  | { readonly kind: 'user-list-columns'; readonly found: string };

/** Bytes. Ten thousand users take a tenth of it. */
export const MAX_USER_LIST = 8 * 1024 * 1024;
const MOST_USERS = 10_000;
const LIMITS = { records: MOST_USERS + 1, columns: 100, cell: 4096 };

type Column = 'ocid' | 'user' | 'email' | 'domain' | 'name' | 'description' | 'expires';
/** What people call the columns. `Name` alone is left out: most lists mean the person's. */
const HEADERS: Readonly<Record<Column, readonly string[]>> = {
  ocid: ['ocid', 'userocid', 'userid'],
  user: ['user', 'username', 'login', 'account', 'benutzer', 'benutzername'],
  email: ['email', 'mail', 'emailaddress', 'mailaddress'],
  domain: ['domain', 'identitydomain'],
  name: ['keyname', 'key'],
  description: ['description', 'keydescription'],
  expires: ['expires', 'expiry', 'expireson', 'expiration', 'expirydate', 'validuntil'],
};
const NAMED = new Map(
  Object.entries(HEADERS).flatMap(([column, names]) => names.map((name) => [name, column as Column] as const)),
);
const WHO: readonly Column[] = ['ocid', 'user', 'email'];

const columnOf = (header: string) => NAMED.get(header.toLowerCase().replace(/[^\p{L}\p{N}]/gu, ''));

/**
 * A list of users in CSV: either with a line of headers, one of which is for the user, or a single column without a header. UTF-8 or
 * UTF-16. A line that cannot be used has a `fault`. A file that cannot be understood is refused as a whole.
 */
export function readUserList(bytes: Uint8Array): Outcome<UserList, UserListProblem> {
  const read = readCsv(decodeText(bytes), LIMITS);
  if (!read.ok) return read;
  const [first, ...rest] = read.value;
  if (first === undefined) return failed({ kind: 'user-list-empty' });
  const headers = first.cells.map(columnOf);
  const hasHeaders = WHO.some((column) => headers.includes(column));
  if (!hasHeaders && first.cells.length > 1)
    return failed({ kind: 'user-list-columns', found: first.cells.join(', ').slice(0, 200) });
  const columns: readonly (Column | undefined)[] = hasHeaders ? headers : ['user'];
  const records = hasHeaders ? rest : read.value;
  if (records.length === 0) return failed({ kind: 'user-list-empty' });
  const beyond = records[MOST_USERS];
  if (beyond !== undefined) return failed({ kind: 'csv-unreadable', line: beyond.line, why: 'too-many-lines' });
  const users = records.map(({ line, cells }): ListedUser => {
    const cellOf = (column: Column) => cells[columns.indexOf(column)]?.trim() || null;
    const user = WHO.map(cellOf).find((cell) => cell !== null) ?? '';
    const expires = cellOf('expires');
    const expiresOn = expires === null ? null : instantOfDay(expires);
    const fault = cells.join('').includes('\uFFFD')
      ? 'not-utf-8'
      : cells.length > columns.length
        ? 'cells'
        : user === '' || user.length > 255
          ? 'no-user'
          : expires !== null && expiresOn === null
            ? 'expiry'
            : null;
    return {
      line,
      user,
      domain: cellOf('domain'),
      keyName: cellOf('name'),
      description: cellOf('description'),
      expiresOn,
      fault,
    };
  });
  return success({ users, columns: columns.filter((column) => column !== undefined) });
}

/** The end of a day in UTC (`2027-01-31`), or an instant with its zone; null for anything else: 01/02/2027 may mean two days. */
function instantOfDay(text: string): string | null {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return valid(`${text}T23:59:59.000Z`, text);
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/.test(text) ? valid(text, '') : null;
}

function valid(text: string, day: string): string | null {
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) return null;
  const instant = new Date(ms).toISOString();
  // 2027-02-30 is the second of March to some programs.
  return instant.startsWith(day) ? instant : null;
}

/** Fills in what a pattern of names leaves open: `{user}`, `{date}` (a day of UTC) and `{key}` (the old key's name). */
export function nameOf(
  pattern: string,
  { user, key, now }: { readonly user: string; readonly key: string | null; readonly now: number },
): string {
  const values: Readonly<Record<string, string>> = {
    user,
    date: new Date(now).toISOString().slice(0, 10),
    key: key ?? user,
  };
  // A value that was filled in is not searched again: a user may be called {key}.
  return pattern.replace(/\{(user|date|key)\}/g, (_, name: string) => values[name] ?? '');
}
