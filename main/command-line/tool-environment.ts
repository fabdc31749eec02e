import { conflictingVariables, s3Environment } from '../tools/environment.ts';
import type { SavedKeyEndpoint } from '../usage/saved-key-records.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Variables that Electron sets in its own environment, for Linux desktops. */
const ELECTRONS_OWN = ['CHROME_DESKTOP'];

/**
 * The environment of a program that uses a saved key: that of Keydesk, with the key, its endpoint and region, as in the files that the
 * window writes. The endpoint is named for S3 alone: with AWS_ENDPOINT_URL, tools would send requests for other services to Object Storage
 * too.
 */
export function toolEnvironment(
  env: Environment,
  key: { accessKey: string; place: SavedKeyEndpoint },
  secretKey: string,
) {
  const taken = new Set([...conflictingVariables, ...ELECTRONS_OWN]);
  const kept = Object.fromEntries(Object.entries(env).filter(([name]) => !taken.has(name)));
  return { ...kept, ...s3Environment({ ...key, secretKey }) };
}
