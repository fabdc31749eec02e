import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Environment } from '../app/environment.ts';
import { paced } from '../runner/pace.ts';

/** As another program does that clears out the keychain: takes away one entry of Keydesk's, by its name. */
export async function removeKeychainEntry(name: string, env: Environment): Promise<void> {
  const attributes = ['service', 'Keydesk', 'username', name];
  await promisify(execFile)('secret-tool', ['clear', ...attributes], { env, timeout: paced(5000) });
}
