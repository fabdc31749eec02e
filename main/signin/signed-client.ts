import type { OracleClient, SessionGate } from '../oracle/oracle-client.ts';
import { identityUrlInRegion } from '../oracle/regions.ts';
import type { AccountsOptions, Credential, StoredAccount } from './account.ts';
import { fingerprintOf } from './private-key.ts';

type Place = Pick<StoredAccount, 'tenancyOcid' | 'userOcid' | 'region' | 'identityUrl' | 'endpoint'>;

/**
 * The service client of one account. An endpoint that replaces Oracle's serves all regions. A session signs with its token as the key id
 * (`docs/oracle.md`, "Sessions"). The fingerprint is that of the key itself, so the account can sign even if a crash came between storing a
 * new key and noting its fingerprint.
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
