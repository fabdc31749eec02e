import { failed, type Outcome, success } from '../basics/outcome.ts';
import { malformedBecause } from '../signin/profile.ts';

/** What the Console shows after an API key was added, as far as signing in needs it. `key_file` is a placeholder there, and is not read. */
export interface Snippet {
  readonly userOcid: string;
  readonly tenancyOcid: string;
  /** In lower case. */
  readonly fingerprint: string;
  /** As the snippet has it: an identifier or a short code. */
  readonly region: string;
  /** The value of `keydesk_endpoint`, a line of Keydesk's own: it replaces Oracle's endpoint. */
  readonly endpoint: string | null;
}

/** What can be wrong with a pasted text. No problem repeats the text, since the person may have pasted anything. */
export type SnippetProblem =
  /** `missing` holds the names that the Console gives to the lines. */
  | { readonly kind: 'snippet-incomplete'; readonly missing: readonly string[] }
  | { readonly kind: 'snippet-malformed'; readonly reason: string }
  /** Several profiles or values, and nothing says which one is meant. */
  | { readonly kind: 'snippet-ambiguous'; readonly what: string }
  | { readonly kind: 'snippet-is-key'; readonly half: 'private' | 'public' };

const names = ['user', 'fingerprint', 'tenancy', 'region', 'keydesk_endpoint'] as const;
type Name = (typeof names)[number];
const required = ['user', 'fingerprint', 'tenancy', 'region'] as const;
type Values = ReadonlyMap<Name, readonly string[]>;

/**
 * Reads a snippet as people have it: from the Console, a mail, a wiki page or a file, with other text around it, on one line or on
 * many. `fingerprint` is that of the pair that waits for the snippet: of several profiles, the one with this fingerprint is taken.
 */
export function readSnippet(text: string, fingerprint: string): Outcome<Snippet, SnippetProblem> {
  if (/-----BEGIN [\w ]*PRIVATE KEY-----/.test(text)) return failed({ kind: 'snippet-is-key', half: 'private' });
  const sections = sectionsOf(plainText(text));
  if (sections.length === 0) {
    if (text.includes('-----BEGIN PUBLIC KEY-----')) return failed({ kind: 'snippet-is-key', half: 'public' });
    return failed({ kind: 'snippet-incomplete', missing: required });
  }
  const ours = sections.filter((values) => values.get('fingerprint')?.some((each) => isSame(each, fingerprint)));
  const [meant, ...others] = ours.length > 0 ? ours : sections;
  if (meant === undefined || (others.length > 0 && !others.every((other) => isSameProfile(other, meant)))) {
    return failed({ kind: 'snippet-ambiguous', what: 'profile' });
  }
  const chosen = (name: Name) => {
    const values = meant.get(name) ?? [];
    return name === 'fingerprint' ? (values.find((each) => isSame(each, fingerprint)) ?? values[0]) : values[0];
  };
  const missing = required.filter((name) => chosen(name) === undefined);
  if (missing.length > 0) return failed({ kind: 'snippet-incomplete', missing });
  const twice = names.find((name) => name !== 'fingerprint' && (meant.get(name)?.length ?? 0) > 1);
  if (twice !== undefined) return failed({ kind: 'snippet-ambiguous', what: twice });
  const [user = '', print = '', tenancy = '', region = ''] = required.map(chosen);
  const reason = malformedBecause({ user, tenancy, fingerprint: print });
  if (reason !== null) return failed({ kind: 'snippet-malformed', reason: reason.reason });
  return success({
    userOcid: user,
    tenancyOcid: tenancy,
    fingerprint: print.toLowerCase(),
    region,
    endpoint: chosen('keydesk_endpoint') ?? null,
  });
}

const isSame = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();
const isSameProfile = (one: Values, other: Values) =>
  names.every((name) => [...(one.get(name) ?? [])].join() === [...(other.get(name) ?? [])].join());

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'", nbsp: ' ' };

/** The text as a person sees it: without marks of HTML, invisible characters and comments. */
function plainText(text: string): string {
  return text
    .replace(/<\/?(?:br|p|pre|code|div|span|li|td|tr)\b[^>\n]*>/gi, '\n')
    .replace(/&(?:#(\d{1,6})|#x([0-9a-f]{1,5})|([a-z]{2,4}));/gi, (whole, decimal, hex, name) => {
      if (name !== undefined) return named[name.toLowerCase()] ?? whole;
      return String.fromCodePoint(Math.min(decimal ? Number(decimal) : Number.parseInt(hex, 16), 0x10ffff));
    })
    .replace(/[\p{Cf}]/gu, '')
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(/[^\S\n]/g, ' ')
    .replace(/^ *[#;].*$/gm, '')
    .replace(/ #.*$/gm, '');
}

/** A profile name in brackets, at the start of a line or, where line breaks got lost, after a space. */
const header = /(?:^|\s)\[([^\][\n=]{1,128})\]/g;

/** The profiles with values that Keydesk needs. As in the file, a profile inherits from DEFAULT what it lacks, except the user. */
function sectionsOf(text: string): readonly Values[] {
  const starts = [...text.matchAll(header)];
  const parts = starts.map(({ index, 0: whole, 1: name = '' }, at) => ({
    name: name.trim(),
    values: valuesOf(text.slice(index + whole.length, starts[at + 1]?.index ?? text.length)),
  }));
  const sections = parts.filter(({ values }) => values.size > 0);
  if (sections.length === 0) {
    const whole = valuesOf(text);
    return whole.size === 0 ? [] : [whole];
  }
  const defaults = sections.find(({ name }) => name === 'DEFAULT')?.values;
  const own = sections.filter(({ name, values }) => name !== 'DEFAULT' || values.has('user') || sections.length === 1);
  return own.map(({ values }) => {
    const inherited = [...(defaults ?? [])].filter(([name]) => name !== 'user' && !values.has(name));
    return new Map([...values, ...inherited]);
  });
}

/** A copied page may also have `Region: Germany Central`, so a line with `=` goes before a line with a colon. */
function valuesOf(text: string): Values {
  const found = new Map<Name, readonly string[]>();
  for (const name of names) {
    const line = (sign: string) => new RegExp(`(?<![\\w./-])${name} *${sign} *["'“‘\`]?([^\\s"'“”‘’\`,;<>=]+)`, 'gi');
    const values = ['=', ':'].map((sign) => [
      ...new Set([...text.matchAll(line(sign))].map(([, value = '']) => value)),
    ]);
    const [afterEquals = [], afterColon = []] = values;
    const chosen = afterEquals.length > 0 ? afterEquals : afterColon;
    if (chosen.length > 0) found.set(name, chosen);
  }
  return found;
}
