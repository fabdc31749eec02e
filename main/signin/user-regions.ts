import { join } from 'node:path';
import { createRegions, type Regions } from '../oracle/regions.ts';
import type { SignInEnv } from './sign-in-env.ts';

const maxBytes = 1024 * 1024;

/** The regions of Oracle's table and those that this computer defines (`docs/oracle.md`, "Configuration file and regions"). */
export async function loadRegions({ readFile, variables, homedir }: SignInEnv): Promise<Regions> {
  const file = await readFile(join(homedir(), '.oci', 'regions-config.json'), maxBytes);
  return createRegions({
    // A file that cannot be read becomes a text without regions, and `find` then names it.
    regionsConfig: file.ok ? file.value.toString('utf8') : file.problem.kind === 'missing' ? null : file.problem.reason,
    regionMetadata: variables.OCI_REGION_METADATA ?? null,
    defaultRealm: variables.OCI_DEFAULT_REALM ?? null,
  });
}
