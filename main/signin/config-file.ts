import { join } from 'node:path';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import { decodeText } from '../files/decode-text.ts';
import { type ConfigText, parseConfig } from './config-syntax.ts';
import type { SignInEnv } from './sign-in-env.ts';
import type { ConfigFileProblem } from './sign-in-problem.ts';

export interface ConfigFile extends ConfigText {
  readonly file: string;
}

const maxBytes = 1024 * 1024;
const privateKey = /-----BEGIN (?:\w+ )*PRIVATE KEY-----/;

/** The OCI configuration file of this computer: OCI_CLI_CONFIG_FILE, else OCI_CONFIG_FILE, else ~/.oci/config. */
export function standardConfigFile({ variables, homedir }: Pick<SignInEnv, 'variables' | 'homedir'>): string {
  const named = [variables.OCI_CLI_CONFIG_FILE, variables.OCI_CONFIG_FILE].find((path) => path?.trim());
  return named === undefined ? join(homedir(), '.oci', 'config') : expandHome(named.trim(), homedir());
}

/** Reads the file. Only a file that is no configuration file at all is refused. Odd lines are reported, and hide nothing else. */
export async function readConfigFile(
  env: Pick<SignInEnv, 'readFile'>,
  file: string,
): Promise<Outcome<ConfigFile, ConfigFileProblem>> {
  const read = await env.readFile(file, maxBytes);
  if (!read.ok) {
    if (read.problem.kind === 'missing') return failed({ kind: 'config-missing', file });
    return failed({ kind: 'config-unreadable', file, reason: read.problem.reason });
  }
  const text = decodeText(read.value);
  // The file may hold a passphrase.
  read.value.fill(0);
  const config = parseConfig(text);
  if (config.sections.size > 0 || config.passedOver.length === 0) return success({ file, ...config });
  if (privateKey.test(text)) return failed({ kind: 'config-is-key', file });
  return failed({ kind: 'config-unreadable', file, reason: 'no line of it is a profile name in brackets' });
}

/** `~/x` and `~\x` in the home folder; any other path as it is. */
export function expandHome(path: string, home: string): string {
  return path === '~' || /^~[/\\]/.test(path) ? join(home, path.slice(1).replaceAll('\\', '/')) : path;
}
