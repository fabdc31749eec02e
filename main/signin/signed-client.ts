import type { OracleClient, SessionGate } from '../oracle/oracle-client.ts';
import { identityUrlInRegion } from '../oracle/regions.ts';
import type { AccountsOptions, Credential, StoredAccount } from './account.ts';
import { fingerprintOf } from './private-key.ts';

type Place = Pick<StoredAccount, 'tenancyOcid' | 'userOcid' | 'region' | 'identityUrl' | 'endpoint'>;

/**
 * The service client of one account. An endpoint that replaces Oracle's is all regions at once. A session signs as its token
 * (`docs/oracle.md`, "Sessions"). The key itself says its fingerprint: where a crash came between storing a new key and writing down
 * what it is, the account still signs with the one that it has.
 */
export function clientFor(
  createOracle: AccountsOptions['createOracle'],
  { tenancyOcid, userOcid, region, identityUrl, endpoint }: Place,
  credential: () => Promise<Credential>,
  session?: SessionGate,
): OracleClient {
  return createOracle({
    tenancyOcid,
    userOcid,
    identityUrl,
    identityUrlOf: (home) => (endpoint === null ? identityUrlInRegion(identityUrl, region, home) : identityUrl),
    ...(session && { session }),
    async signer() {
      const { privateKey, token } = await credential();
      const apiKey = () => `${tenancyOcid}/${userOcid}/${fingerprintOf(privateKey)}`;
      return { privateKey, keyId: token === null ? apiKey() : `ST$${token}` };
    },
  });
}
