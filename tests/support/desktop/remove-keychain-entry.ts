import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Environment } from '../app/environment.ts';
import { paced } from '../runner/pace.ts';

/** Removes one entry of Keydesk from the keychain by its name, as another program could. */
export async function removeKeychainEntry(name: string, env: Environment): Promise<void> {
  const attributes = ['service', 'Keydesk', 'username', name];
  await promisify(execFile)('secret-tool', ['clear', ...attributes], { env, timeout: paced(30_000) });
}
