import { failed, type Outcome, success } from '../basics/outcome.ts';

/**
 * What the report signs in with: an account of the profile folder (null: the one used last), or a profile of an OCI configuration file,
 * without any account.
 */
type ReportSource =
  | { readonly kind: 'account'; readonly name: string | null }
  | { readonly kind: 'profile'; readonly name: string; readonly config: string | null };

export interface ReportCommand {
  readonly kind: 'report';
  readonly source: ReportSource;
  /** A domain by name or OCID; null: all. */
  readonly domain: string | null;
  /** Null: not given, which means what the company prescribes, or 90. */
  readonly maxAgeDays: number | null;
  readonly expiringDays: number;
  readonly format: 'table' | 'csv' | 'json';
  /** A path as it was typed; null: standard output. */
  readonly output: string | null;
}

const names = ['account', 'domain', 'max-age', 'expiring', 'format', 'output', 'profile', 'config'] as const;
type Name = (typeof names)[number];
const isName = (text: string): text is Name => (names as readonly string[]).includes(text);
const formats = ['table', 'csv', 'json'] as const;

/** The words after `report`: `--name value` or `--name=value`, each at most once, in any order. A problem is a phrase. */
export function parseReport(words: readonly string[]): Outcome<ReportCommand, string> {
  const given = readOptions(words);
  if (!given.ok) return given;
  const values = given.value;
  const maxAge = values.get('max-age');
  const maxAgeDays = maxAge === undefined ? null : wholeNumber(maxAge, 1);
  if (maxAge !== undefined && maxAgeDays === null) return failed('--max-age takes a number of days from 1 to 3650');
  const expiringDays = wholeNumber(values.get('expiring') ?? '14', 0);
  if (expiringDays === null) return failed('--expiring takes a number of days from 0 to 3650');
  const format = formats.find((each) => each === (values.get('format') ?? 'table'));
  if (format === undefined) return failed('--format takes table, csv or json');
  const profile = values.get('profile');
  const account = values.get('account') ?? null;
  const config = values.get('config') ?? null;
  if (profile !== undefined && account !== null) {
    return failed('--account and --profile exclude each other: a report is of one account, or of one profile');
  }
  if (profile === undefined && config !== null)
    return failed('--config needs --profile, the name of a profile in that file');
  const source =
    profile === undefined
      ? ({ kind: 'account', name: account } as const)
      : ({ kind: 'profile', name: profile, config } as const);
  const domain = values.get('domain') ?? null;
  const output = values.get('output') ?? null;
  return success({ kind: 'report', source, domain, maxAgeDays, expiringDays, format, output });
}

function readOptions(words: readonly string[]): Outcome<ReadonlyMap<Name, string>, string> {
  const values = new Map<Name, string>();
  const rest = words.values();
  for (const word of rest) {
    // Chromium has already taken this switch, wherever it stands.
    if (word.startsWith('--user-data-dir=')) continue;
    if (!word.startsWith('--'))
      return failed(word.startsWith('-') ? `report has no option ${word}` : `report does not take ${word}`);
    const [option = '', inline] = word.slice(2).split(/=(.*)/s);
    if (!isName(option)) return failed(`report has no option --${option}`);
    if (values.has(option)) return failed(`--${option} is given twice`);
    const value = inline ?? rest.next().value;
    // An option that follows is most likely a forgotten value: a file named "--format" would surprise everybody.
    if (value === undefined || value === '' || (inline === undefined && value.startsWith('--'))) {
      return failed(`--${option} needs a value`);
    }
    values.set(option, value);
  }
  return success(values);
}

const MOST_DAYS = 3650;
function wholeNumber(text: string, least: number): number | null {
  const number = /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
  return number >= least && number <= MOST_DAYS ? number : null;
}
