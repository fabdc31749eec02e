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

/** What was typed and cannot be understood. */
interface Refused {
  readonly kind: 'refused';
  readonly message: string;
}

const names = ['account', 'domain', 'max-age', 'expiring', 'format', 'output', 'profile', 'config'] as const;
type Name = (typeof names)[number];
const isName = (text: string): text is Name => (names as readonly string[]).includes(text);
const formats = ['table', 'csv', 'json'] as const;

const refused = (message: string): Refused => ({ kind: 'refused', message });

/** The words behind `report`: `--name value` or `--name=value`, each at most once, in any order. */
export function parseReport(words: readonly string[]): ReportCommand | Refused {
  const given = readOptions(words);
  if (given.kind === 'refused') return given;
  const { values } = given;
  const maxAge = values.get('max-age');
  const maxAgeDays = maxAge === undefined ? null : wholeNumber(maxAge, 1);
  if (maxAge !== undefined && maxAgeDays === null) return refused('--max-age takes a number of days from 1 to 3650');
  const expiringDays = wholeNumber(values.get('expiring') ?? '14', 0);
  if (expiringDays === null) return refused('--expiring takes a number of days from 0 to 3650');
  const format = formats.find((each) => each === (values.get('format') ?? 'table'));
  if (format === undefined) return refused('--format takes table, csv or json');
  const profile = values.get('profile');
  const account = values.get('account') ?? null;
  const config = values.get('config') ?? null;
  if (profile !== undefined && account !== null) {
    return refused('--account and --profile exclude each other: a report is of one account, or of one profile');
  }
  if (profile === undefined && config !== null)
    return refused('--config needs --profile, the name of a profile in that file');
  const source =
    profile === undefined
      ? ({ kind: 'account', name: account } as const)
      : ({ kind: 'profile', name: profile, config } as const);
  const domain = values.get('domain') ?? null;
  return { kind: 'report', source, domain, maxAgeDays, expiringDays, format, output: values.get('output') ?? null };
}

function readOptions(
  words: readonly string[],
): Refused | { readonly kind: 'read'; readonly values: ReadonlyMap<Name, string> } {
  const values = new Map<Name, string>();
  const rest = words.values();
  for (const word of rest) {
    // Chromium has taken it already, wherever it stands.
    if (word.startsWith('--user-data-dir=')) continue;
    if (!word.startsWith('--'))
      return refused(word.startsWith('-') ? `report has no option ${word}` : `report does not take ${word}`);
    const [option = '', inline] = word.slice(2).split(/=(.*)/s);
    if (!isName(option)) return refused(`report has no option --${option}`);
    if (values.has(option)) return refused(`--${option} is given twice`);
    const value = inline ?? rest.next().value;
    // An option that follows is most likely a forgotten value: a file named "--format" would surprise everybody.
    if (value === undefined || value === '' || (inline === undefined && value.startsWith('--'))) {
      return refused(`--${option} needs a value`);
    }
    values.set(option, value);
  }
  return { kind: 'read', values };
}

const MOST_DAYS = 3650;
function wholeNumber(text: string, least: number): number | null {
  const number = /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
  return number >= least && number <= MOST_DAYS ? number : null;
}
