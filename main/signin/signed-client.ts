import type { OracleClient } from '../oracle/oracle-client.ts';
import { identityUrlInRegion } from '../oracle/regions.ts';
import type { AccountsOptions, Credential, StoredAccount } from './account.ts';

type Place = Pick<StoredAccount, 'tenancyOcid' | 'userOcid' | 'fingerprint' | 'region' | 'identityUrl' | 'endpoint'>;

/**
 * The service client of one account. An endpoint that replaces Oracle's is all regions at once. A session signs as its token
 * (`docs/oracle.md`, "Sessions").
 */
export function clientFor(
  createOracle: AccountsOptions['createOracle'],
  { tenancyOcid, userOcid, fingerprint, region, identityUrl, endpoint }: Place,
  credential: () => Promise<Credential>,
): OracleClient {
  const apiKey = `${tenancyOcid}/${userOcid}/${fingerprint}`;
  return createOracle({
    tenancyOcid,
    userOcid,
    identityUrl,
    identityUrlOf: (home) => (endpoint === null ? identityUrlInRegion(identityUrl, region, home) : identityUrl),
    async signer() {
      const { privateKey, token } = await credential();
      return { privateKey, keyId: token === null ? apiKey : `ST$${token}` };
    },
  });
}
