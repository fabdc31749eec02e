import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Environment } from '../app/environment.ts';
import { paced } from '../runner/pace.ts';

/**
 * secret-tool's output for Keydesk's entries, on the bus that `env` names: attributes on standard error, secrets on standard output.
 * secret-tool reads a list and then each entry. It fails if an entry was removed in between, or if the keychain ended: then it runs again.
 */
export async function searchKeychain(env: Environment, ...options: readonly string[]) {
  const search = () =>
    promisify(execFile)('secret-tool', ['search', '--all', ...options, 'service', 'Keydesk'], {
      env,
      timeout: paced(30_000),
      encoding: 'buffer',
    });
  for (;;) {
    try {
      return await search();
    } catch (error) {
      if (!/No such secret item|disconnected/.test(String(error))) throw error;
    }
  }
}
