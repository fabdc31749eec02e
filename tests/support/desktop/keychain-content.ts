import type { Environment } from '../app/environment.ts';
import { searchKeychain } from './search-keychain.ts';

/** All entries of Keydesk in the keychain, secrets in clear, as another program of the same user can read them. */
export const readKeychainContent = async (env: Environment): Promise<Buffer> =>
  (await searchKeychain(env, '--unlock')).stdout;
