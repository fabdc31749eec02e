import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Environment } from '../app/environment.ts';
import { paced } from '../runner/pace.ts';

/**
 * What secret-tool says of Keydesk's entries, on the bus that `env` names: attributes on standard error, secrets on standard output. It asks
 * for a list and then for each entry, and fails if one was removed in between, or if the keychain ended: then it is asked again.
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
