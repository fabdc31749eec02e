import type { Surroundings } from './surroundings.ts';

/** The OCI configuration file of this computer: OCI_CLI_CONFIG_FILE, else OCI_CONFIG_FILE, else ~/.oci/config. */
export function standardConfigFile(_surroundings: Pick<Surroundings, 'env' | 'homedir'>): string {
  throw new Error('being written');
}
