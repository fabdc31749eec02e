import type { Environment } from '../app/environment.ts';
import { searchKeychain } from './search-keychain.ts';

/** The names of Keydesk's entries. It reads none of the secrets. */
export async function listKeychainEntries(env: Environment): Promise<string[]> {
  const { stderr } = await searchKeychain(env);
  return [...stderr.toString().matchAll(/^attribute\.username = (.*)$/gm)].map(([, name = '']) => name);
}

/** The environment of a computer without a keychain: it has neither a session bus nor the folder of one. */
export function withoutKeychain(env: Environment): Record<string, string> {
  const { DBUS_SESSION_BUS_ADDRESS: _, XDG_RUNTIME_DIR: __, ...rest } = env;
  return rest;
}
