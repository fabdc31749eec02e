import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Environment } from '../app/environment.ts';
import { paced } from '../runner/pace.ts';

/** All entries of Keydesk in the keychain, secrets in clear, as another program of the same user can read them. */
export async function readKeychainContent(env: Environment): Promise<Buffer> {
  const search = promisify(execFile)('secret-tool', ['search', '--all', '--unlock', 'service', 'Keydesk'], {
    env,
    timeout: paced(30_000),
    encoding: 'buffer',
  });
  return (await search).stdout;
}
