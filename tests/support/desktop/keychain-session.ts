import type { Environment } from '../app/environment.ts';
import { searchKeychain } from './search-keychain.ts';

/** The names of Keydesk's entries in the keychain, read without their secrets. */
export async function listKeychainEntries(env: Environment): Promise<string[]> {
  const { stderr } = await searchKeychain(env);
  return [...stderr.toString().matchAll(/^attribute\.username = (.*)$/gm)].map(([, name = '']) => name);
}

/** The environment of a computer without a keychain: no variable names a session bus or its folder. */
export function withoutKeychain(env: Environment): Record<string, string> {
  const { DBUS_SESSION_BUS_ADDRESS: _, XDG_RUNTIME_DIR: __, ...rest } = env;
  return rest;
}
