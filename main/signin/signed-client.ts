import type { KeyObject } from 'node:crypto';
import type { OracleClient } from '../oracle/oracle-client.ts';
import { identityUrlInRegion } from '../oracle/regions.ts';
import type { AccountsOptions, StoredAccount } from './account.ts';

type Place = Pick<StoredAccount, 'tenancyOcid' | 'userOcid' | 'fingerprint' | 'region' | 'identityUrl' | 'endpoint'>;

/** The service client of one API key. An endpoint that replaces Oracle's is all regions at once. */
export function clientFor(
  createOracle: AccountsOptions['createOracle'],
  { tenancyOcid, userOcid, fingerprint, region, identityUrl, endpoint }: Place,
  privateKey: () => Promise<KeyObject>,
): OracleClient {
  const keyId = `${tenancyOcid}/${userOcid}/${fingerprint}`;
  return createOracle({
    tenancyOcid,
    userOcid,
    identityUrl,
    identityUrlOf: (home) => (endpoint === null ? identityUrlInRegion(identityUrl, region, home) : identityUrl),
    signer: async () => ({ keyId, privateKey: await privateKey() }),
  });
}
