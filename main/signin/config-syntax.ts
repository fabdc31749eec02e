import { failed, type Outcome, success } from '../outcome.ts';

export interface ConfigValue {
  readonly text: string;
  /** Counted from 1. */
  readonly line: number;
}
export interface ConfigSection {
  readonly name: string;
  readonly line: number;
  /** By key in lower case, as Oracle's CLI reads them. */
  readonly values: ReadonlyMap<string, ConfigValue>;
}
/** `reason` never repeats the line: it may hold a passphrase. */
export type SyntaxProblem = { readonly line: number; readonly reason: string };

const longest = { name: 128, value: 1024 } as const;
const mostProfiles = 1000;
const profileName = /^[A-Za-z0-9._\-@]+$/;
const keyName = /^[A-Za-z0-9_.-]+$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const controlCharacter = /[\0-\x08\x0b-\x1f\x7f]/;

/**
 * Reads the text of an OCI configuration file into its sections, in their order (facts: "~/.oci/config").
 *
 * A parser of our own because of what the INI libraries do with this dialect: the common one makes `[team.prod]` a section
 * within `[team]`, none tells the line of a mistake, and all guess where a line is malformed. Here a mistake is refused, as
 * Oracle's CLI does with a section or key that stands twice. Values are taken as they stand: `#` and `;` begin a comment
 * at the start of a line only, because a passphrase may hold either.
 */
export function parseConfig(text: string): Outcome<ReadonlyMap<string, ConfigSection>, SyntaxProblem> {
  const sections = new Map<string, ConfigSection>();
  let values: Map<string, ConfigValue> | null = null;

  for (const [index, raw] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .entries()) {
    const line = index + 1;
    const refuse = (reason: string): Outcome<never, SyntaxProblem> => failed({ line, reason });
    const content = raw.trim();
    if (content === '' || content.startsWith('#') || content.startsWith(';')) continue;
    if (controlCharacter.test(content)) return refuse('the line holds characters that are not text');

    if (content.startsWith('[')) {
      const name = /^\[([^\]]*)\]\s*(?:[#;].*)?$/.exec(content)?.[1]?.trim();
      if (name === undefined) return refuse('a profile begins with its name in brackets, alone on the line');
      if (!profileName.test(name)) return refuse('a profile name is made of letters, digits and the signs . _ - @');
      if (name.length > longest.name) return refuse(`a profile name has at most ${longest.name} characters`);
      const earlier = sections.get(name);
      if (earlier) return refuse(`the profile ${name} stands already in line ${earlier.line}`);
      if (sections.size === mostProfiles) return refuse(`a file may hold at most ${mostProfiles} profiles`);
      values = new Map();
      sections.set(name, { name, line, values });
      continue;
    }

    const equals = content.indexOf('=');
    if (equals === -1) return refuse('a line is a profile name in brackets, or a key, an equals sign and a value');
    const key = content.slice(0, equals).trim().toLowerCase();
    if (!keyName.test(key)) return refuse('what stands before the equals sign is not the name of a key');
    if (values === null) return refuse('a key stands before the first profile name');
    const earlier = values.get(key);
    if (earlier) return refuse(`the key ${key} of this profile stands already in line ${earlier.line}`);
    const value = content.slice(equals + 1).trim();
    if (value.length > longest.value) return refuse(`a value has at most ${longest.value} characters`);
    values.set(key, { text: value, line });
  }
  return success(sections);
}
