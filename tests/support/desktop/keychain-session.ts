import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Environment } from '../app/environment.ts';
import { paced } from '../runner/pace.ts';

/** The keychain as other programs see it (Secret Service): searched by secret-tool, on the bus that `env` names. */

const SERVICE = 'Keydesk';

/** The names of Keydesk's entries. It reads none of the secrets. */
export async function listKeychainEntries(env: Environment): Promise<string[]> {
  const search = promisify(execFile)('secret-tool', ['search', '--all', 'service', SERVICE], {
    env,
    timeout: paced(30_000),
  });
  // Attributes go to standard error, secrets to standard output.
  const { stderr } = await search;
  return [...stderr.matchAll(/^attribute\.username = (.*)$/gm)].map(([, name = '']) => name);
}

/** The environment of a computer without a keychain: it has neither a session bus nor the folder of one. */
export function withoutKeychain(env: Environment): Record<string, string> {
  const { DBUS_SESSION_BUS_ADDRESS: _, XDG_RUNTIME_DIR: __, ...rest } = env;
  return rest;
}
