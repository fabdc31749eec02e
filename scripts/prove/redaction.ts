import { printable } from '../../main/basics/printable.ts';

export type Redaction = ReturnType<typeof createRedaction>;

/** Shorter words (such as "prod") occur in many texts. A pseudonym for them would hide nothing, and make texts unreadable. */
const SHORTEST = 6;
const LONGEST = 400;

const FORMS: readonly (readonly [kind: string, form: RegExp])[] = [
  ['key', /-----BEGIN[\s\S]*?(?:-----END[^-]*-----|$)/g],
  ['token', /\beyJ[\w-]+\.[\w-]+\.[\w-]*/g],
  ['ocid', /\bocid\d[.:][\w-]+[.:][\w-]*[.:][\w.:-]{8,}/gi],
  ['address', /\b(?:https?|ldap):\/\/[^\s"'<>]+/gi],
  ['email', /[^\s"'<>@]+@[\w-]+(?:\.[\w-]+)+/g],
  ['fingerprint', /\b(?:[0-9a-f]{2}:){7,}[0-9a-f]{2}\b/gi],
  ['id', /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi],
  ['id', /[A-Za-z0-9+/_-]{24,}={0,2}/g],
  ['number', /\b\d{1,3}(?:\.\d{1,3}){3}\b/g],
];

/** Letters only, as in a message id ("error.identity.customerSecretKey.quotaLimitExceeded"). Such a word identifies nobody. */
const isPlainWord = (text: string) => /^[A-Za-z]+$/.test(text);

/** Replaces what a transcript must not contain, in a text from the service or a user, by pseudonyms. */
export function createRedaction() {
  const pseudonyms = new Map<string, string>();
  const counts = new Map<string, number>();
  const pseudonymOf = (kind: string, value: string) => {
    const known = pseudonyms.get(value);
    if (known !== undefined) return known;
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    pseudonyms.set(value, `<${kind}-${count}>`);
    return `<${kind}-${count}>`;
  };
  const longestFirst = () => [...pseudonyms].sort(([one], [other]) => other.length - one.length);

  return {
    /** Takes a value that identifies a user or company, or is a secret. From now on it is hidden, always by the same pseudonym. */
    learn(kind: string, value: string | null | undefined) {
      if (value && value.length >= SHORTEST) pseudonymOf(kind, value);
    },
    /** Returns the text with pseudonyms for learned values, and for all that looks like an identifier, an address or a secret. */
    hide(text: string): string {
      let hidden = printable(text);
      for (const [value, pseudonym] of longestFirst()) hidden = hidden.replaceAll(value, pseudonym);
      for (const [kind, form] of FORMS) {
        hidden = hidden.replace(form, (found) => (isPlainWord(found) ? found : pseudonymOf(kind, found)));
      }
      return hidden.length > LONGEST ? `${hidden.slice(0, LONGEST)}…` : hidden;
    },
    /** What a finished transcript contains although it must not, as pseudonyms or kinds, never as values. Empty: nothing. */
    findTraces: (transcript: string): readonly string[] => [
      ...[...pseudonyms].filter(([value]) => transcript.includes(value)).map(([, pseudonym]) => pseudonym),
      ...FORMS.slice(0, 3)
        .filter(([, form]) => new RegExp(form.source, 'i').test(transcript))
        .map(([kind]) => kind),
    ],
  };
}
