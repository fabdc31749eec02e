export interface ConfigValue {
  readonly text: string;
  /** Counted from 1. */
  readonly line: number;
  /** Why this value cannot be used; null: it can. */
  readonly problem: SyntaxProblem | null;
}
interface ConfigSection {
  readonly name: string;
  readonly line: number;
  /** By key in lower case, as Oracle's CLI reads them. */
  readonly values: ReadonlyMap<string, ConfigValue>;
  /** Why this profile cannot be used; null: it can. */
  readonly problem: SyntaxProblem | null;
}
/** `reason` never repeats the line: it may hold a passphrase. */
export type SyntaxProblem = { readonly line: number; readonly reason: string };

/** A line that belongs to no profile's values. Every profile can be used in spite of it. */
export interface PassedOverLine extends SyntaxProblem {
  /** The profile in or after which the line stands; null: the line stands before the first profile. */
  readonly after: string | null;
}

export interface ConfigText {
  /** In the order of the file. */
  readonly sections: ReadonlyMap<string, ConfigSection>;
  readonly passedOver: readonly PassedOverLine[];
}

const longest = { name: 128, value: 4096 } as const;
const mostProfiles = 1000;
const notUtf8 = 'it is not text in UTF-8 (save the file as UTF-8)';
const unseen = /(?!\t)[\p{Cc}\p{Bidi_Control}]/u;
/** Keys of Oracle's tools and ours. An indented line with one of them is a line of its own for Oracle's TypeScript and Java SDKs. */
const knownKey =
  /^(?:user|fingerprint|key_file|pass_phrase|tenancy|region|security_token_file|delegation_token_file|authentication_type|key_content|keydesk_endpoint)\s*[=:]/i;

/** Why a line cannot be read as text; null: it can. Bytes that are no UTF-8 arrive here as U+FFFD. */
function textProblem(content: string): string | null {
  if (content.includes('\uFFFD')) return notUtf8;
  return unseen.test(content) ? 'it holds characters that cannot be seen' : null;
}

/**
 * Reads the text of an OCI configuration file into its sections (`docs/oracle.md`, "Configuration file and regions"). Everything that one
 * of Oracle's SDKs reads is read. The dialect is that of Python's `configparser`, which Oracle's CLI uses: `=` or `:`, any profile name,
 * values that go on in indented lines. An odd line is reported with its number, and hides nothing else. Values are taken unchanged. `#` and
 * `;` begin a comment at the start of a line only, because a passphrase may hold either.
 */
export function parseConfig(text: string): ConfigText {
  const sections = new Map<string, OpenSection>();
  const passedOver: PassedOverLine[] = [];
  const at: Position = { section: null, isUnread: false, key: null, after: null };

  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  for (const [index, raw] of lines.entries()) {
    const reason = readLine(raw, index + 1, sections, at);
    if (reason !== null) passedOver.push({ line: index + 1, reason, after: at.after });
  }
  return { sections, passedOver };
}

type OpenSection = ConfigSection & { readonly values: Map<string, ConfigValue>; problem: SyntaxProblem | null };

/** The position of the reader: the profile name above it, and the key whose value may continue. */
interface Position {
  section: OpenSection | null;
  /** The profile name above could not be read: its lines are reported with it. */
  isUnread: boolean;
  key: string | null;
  /** The last profile name that could be read. */
  after: string | null;
}

/** Reads one line. Returns why it was ignored, or null. */
function readLine(raw: string, line: number, sections: Map<string, OpenSection>, at: Position): string | null {
  const content = raw.trim();
  if (content === '') return null;
  if (/^[#;]/.test(content))
    return content.includes('\uFFFD') ? `${notUtf8}; it is a comment, so nothing is missing` : null;
  if (content.startsWith('[')) {
    const section = openSection(content, line, sections);
    const isRead = typeof section !== 'string';
    Object.assign(at, { section: isRead ? section : null, isUnread: !isRead, key: null });
    if (isRead) at.after = section.name;
    return isRead || section === '' ? null : `${section}; the lines up to the next profile were passed over too`;
  }
  if (at.isUnread) return null;
  if (at.section === null) return 'it stands before the first profile name';
  const { values } = at.section;
  const before = at.key === null ? undefined : values.get(at.key);
  if (at.key !== null && before && /^\s/.test(raw) && !knownKey.test(content)) {
    values.set(at.key, { ...before, text: `${before.text}\n${content}`.slice(0, longest.value) });
    return null;
  }
  const delimiter = content.search(/[=:]/);
  if (delimiter < 1) return 'it is neither a profile name in brackets nor a key with a value';
  at.key = content.slice(0, delimiter).trim().toLowerCase();
  values.set(at.key, readValue(content, content.slice(delimiter + 1).trim(), line, values.get(at.key)));
  return null;
}

/** The section that begins here, or the reason why none does. The reason is empty if the section of that name reports it. */
function openSection(content: string, line: number, sections: Map<string, OpenSection>): OpenSection | string {
  const name = /^\[([^\]]+)\]/.exec(content)?.[1]?.trim();
  const problem = textProblem(content);
  if (problem !== null) return problem;
  if (!name) return 'a profile begins with its name in brackets';
  if (name.length > longest.name) return `a profile name has at most ${longest.name} characters`;
  const earlier = sections.get(name);
  if (earlier === undefined) {
    if (sections.size === mostProfiles) return `a file may hold at most ${mostProfiles} profiles`;
    const section = { name, line, values: new Map(), problem: null };
    sections.set(name, section);
    return section;
  }
  // `configparser` allows several DEFAULT sections. If another profile occurs twice, it is not known which one is meant.
  if (name === 'DEFAULT') return earlier;
  earlier.problem ??= { line, reason: `the profile ${name} stands already in line ${earlier.line}` };
  return '';
}

function readValue(content: string, text: string, line: number, earlier: ConfigValue | undefined): ConfigValue {
  const isOther = earlier !== undefined && earlier.text !== text;
  const reason =
    (isOther ? `the key stands already in line ${earlier.line}, with another value` : textProblem(content)) ??
    (text.length > longest.value ? `a value has at most ${longest.value} characters` : null);
  return { text, line, problem: reason === null ? null : { line, reason } };
}
