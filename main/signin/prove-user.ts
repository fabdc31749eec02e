import { failed, type Outcome, success } from '../basics/outcome.ts';
import type { UserRecord } from '../oracle/oracle-client.ts';
import type { OracleProblem } from '../oracle/oracle-problem.ts';
import { identityUrl } from '../oracle/regions.ts';
import type { AccountsOptions, Claim, Credential, HomeDomain, SignedInBy } from './account.ts';
import type { RegionNotSubscribed } from './browser/browser-problem.ts';
import { findHomeDomain } from './home-domain.ts';
import { clientFor } from './signed-client.ts';

/** A user whose credential has been read, but not proven yet. */
export interface Applicant {
  readonly claim: Claim;
  readonly credential: Credential;
  readonly signedInBy: SignedInBy;
}

/** A user whose credential the service has accepted, with what the service said of the user. */
export interface ProvenUser extends Applicant {
  readonly identityUrl: string;
  /** Null where the user may not read it. */
  readonly tenancyName: string | null;
  /** Null where neither API shows the user to itself. */
  readonly user: Pick<UserRecord, 'userName' | 'displayName'> | null;
  /** Null: there is none. A problem: the search could not ask every domain. */
  readonly domain: Outcome<HomeDomain | null, OracleProblem>;
}

/** Has the service confirm a credential with signed calls. Writes nothing anywhere. */
export async function proveUser(
  createOracle: AccountsOptions['createOracle'],
  applicant: Applicant,
  signal?: AbortSignal,
): Promise<Outcome<ProvenUser, OracleProblem | RegionNotSubscribed>> {
  const { claim, credential } = applicant;
  const place = { ...claim, region: claim.region.id, identityUrl: claim.endpoint ?? identityUrl(claim.region) };
  const oracle = clientFor(createOracle, place, async () => credential);

  // The first call is sent alone, so that a bad signature is refused only once.
  const classicUser = await oracle.classic().me(signal);
  // The classic API shows users of the Default domain only. It says "not found" to a user of another one, and it says so
  // after it has checked the signature: the key is good.
  if (!classicUser.ok && classicUser.problem.kind !== 'not-found') return classicUser;

  const [tenancy, home, regions] = await Promise.all([
    oracle.getTenancy(signal),
    findHomeDomain(oracle, claim, signal),
    applicant.signedInBy.kind === 'browser-session' ? oracle.listRegions(signal) : null,
  ]);
  // In a browser the person chooses the region, and may have chosen one that the tenancy does not have.
  const subscribed = regions?.ok ? regions.value.map(({ id }) => id) : [];
  if (subscribed.length > 0 && !subscribed.includes(place.region)) {
    return failed({ kind: 'region-not-subscribed', region: place.region, subscribed });
  }
  const stopped = [tenancy, home].find((outcome) => !outcome.ok && outcome.problem.kind === 'cancelled');
  if (stopped && !stopped.ok) return stopped;
  return success({
    ...applicant,
    identityUrl: place.identityUrl,
    tenancyName: tenancy.ok ? tenancy.value.name : null,
    user: (home.ok ? home.value?.user : null) ?? (classicUser.ok ? classicUser.value : null),
    domain: home.ok ? success(home.value?.domain ?? null) : home,
  });
}
