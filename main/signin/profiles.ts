import type { Outcome } from '../outcome.ts';
import type { ConfigFileProblem, ProfileProblem } from './sign-in-problem.ts';
import type { Surroundings } from './surroundings.ts';

/** A profile of the configuration file as the welcome screen lists it. */
export interface ListedProfile {
  readonly name: string;
  /** The region's identifier, the text of the file where it is unknown. */
  readonly region: string | null;
  readonly userOcid: string | null;
  readonly method: 'api-key' | 'session-token';
  /** ISO 8601, from the token's own `exp`. */
  readonly tokenExpires: string | null;
  /** The key is encrypted and the profile has no `pass_phrase`. */
  readonly needsPassphrase: boolean;
  readonly endpoint: string | null;
  /** Why signing in cannot work, where that can be told without a passphrase and without the service. */
  readonly problem: ProfileProblem | null;
}

/** The profiles of the file in its order. Reads each profile's key, but decrypts none. */
export async function listProfiles(
  _surroundings: Surroundings,
  _file: string,
): Promise<Outcome<readonly ListedProfile[], ConfigFileProblem>> {
  throw new Error('being written');
}
