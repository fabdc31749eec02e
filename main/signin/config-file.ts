import { join } from 'node:path';
import { failed, type Outcome, success } from '../outcome.ts';
import { type ConfigSection, parseConfig } from './config-syntax.ts';
import type { ConfigFileProblem } from './sign-in-problem.ts';
import type { Surroundings } from './surroundings.ts';

export interface ConfigFile {
  readonly file: string;
  readonly sections: ReadonlyMap<string, ConfigSection>;
}

const maxBytes = 1024 * 1024;

/** The OCI configuration file of this computer: OCI_CLI_CONFIG_FILE, else OCI_CONFIG_FILE, else ~/.oci/config. */
export function standardConfigFile(surroundings: Pick<Surroundings, 'env' | 'homedir'>): string {
  const { env, homedir } = surroundings;
  const named = [env.OCI_CLI_CONFIG_FILE, env.OCI_CONFIG_FILE].find((path) => path?.trim());
  return named === undefined ? join(homedir(), '.oci', 'config') : expandHome(named.trim(), homedir());
}

/** Reads and parses the file whole: one malformed line refuses all of it, because nobody can tell what it was meant to say. */
export async function readConfigFile(
  surroundings: Pick<Surroundings, 'readFile'>,
  file: string,
): Promise<Outcome<ConfigFile, ConfigFileProblem>> {
  const read = await surroundings.readFile(file, maxBytes);
  if (!read.ok) {
    if (read.problem.kind === 'missing') return failed({ kind: 'config-missing', file });
    return failed({ kind: 'config-unreadable', file, reason: read.problem.reason });
  }
  const text = decode(read.value);
  if (!text.ok) return failed({ kind: 'config-unreadable', file, reason: text.problem });
  const sections = parseConfig(text.value);
  if (!sections.ok) return failed({ kind: 'config-malformed', file, ...sections.problem });
  return success({ file, sections: sections.value });
}

/** `~/x` and `~\x` in the home folder; any other path as it is. */
export function expandHome(path: string, home: string): string {
  return path === '~' || /^~[/\\]/.test(path) ? join(home, path.slice(1).replaceAll('\\', '/')) : path;
}

function decode(bytes: Buffer): Outcome<string, string> {
  // What Windows editors call "Unicode".
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return failed('it is saved as UTF-16; save it as UTF-8');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return failed('it is saved as UTF-16; save it as UTF-8');
  try {
    return success(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return failed('it is not text in UTF-8');
  } finally {
    // The file may hold a passphrase.
    bytes.fill(0);
  }
}
