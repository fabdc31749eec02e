import { homedir } from 'node:os';
import process from 'node:process';
import { systemClock } from '../../main/basics/clock.ts';
import { failureSentences } from '../../main/handlers/failure-sentences.ts';
import type { Problem } from '../../main/handlers/problem.ts';
import { createOracleClient } from '../../main/oracle/create-oracle-client.ts';
import { authUrlBeside, identityUrlInRegion } from '../../main/oracle/regions.ts';
import { objectStorageBase, s3Endpoint } from '../../main/oracle/s3-address.ts';
import { listTenancyDomains } from '../../main/oracle/tenancy-domains.ts';
import { standardConfigFile } from '../../main/signin/config-file.ts';
import { fingerprintOf } from '../../main/signin/private-key.ts';
import { proveUser } from '../../main/signin/prove-user.ts';
import { readApplicant } from '../../main/signin/read-applicant.ts';
import { clientFor } from '../../main/signin/signed-client.ts';
import { readSmallFile } from '../../main/signin/small-file.ts';
import type { Redaction } from './redaction.ts';
import type { Place } from './side.ts';

/** A profile, and the user name of the user for whom keys are made. Null: the profile's own user. */
export interface Source {
  readonly configFile: string;
  readonly profile: string;
  readonly user: string | null;
}

const env = { readFile: readSmallFile, variables: process.env, homedir };
export const usualConfigFile = () => standardConfigFile(env);

const told = (problem: Problem) => {
  const { happened, remedy } = failureSentences(problem);
  return new Error([happened, remedy].filter(Boolean).join(' '));
};

/** Signs in with a profile, as Keydesk does, and finds out what the probes need to know. Changes nothing at the service. */
export async function openTenancy({ configFile, profile, user }: Source, redaction: Redaction): Promise<Place> {
  const applicant = await readApplicant(env, { file: configFile, profile, passphrase: null }, Date.now());
  if (!applicant.ok) throw told(applicant.problem);
  const createOracle: Parameters<typeof proveUser>[0] = (options) =>
    createOracleClient({ ...options, fetch, clock: systemClock });
  const proven = await proveUser(createOracle, applicant.value);
  if (!proven.ok) throw told(proven.problem);
  const { claim, credential, domain, identityUrl, tenancyName, user: self } = proven.value;
  const { tenancyOcid, userOcid, endpoint } = claim;
  const region = claim.region.id;
  const from = { region, identityUrl, endpoint };
  const oracle = clientFor(createOracle, { tenancyOcid, userOcid, ...from }, async () => credential);
  if (!domain.ok) throw told(domain.problem);

  const home = domain.value;
  const there = home === null ? null : oracle.domain(home.url);
  const [homeRegion, domains, someUsers] = await Promise.all([
    oracle.getHomeRegion(),
    listTenancyDomains(oracle, tenancyOcid),
    there?.findUsers({ text: user ?? '', cursor: null, count: 20 }) ?? null,
  ]);
  const storage = objectStorageBase(from);
  const namespace = storage === null ? null : await oracle.getNamespace(storage);
  const named =
    user === null ? null : someUsers?.ok ? someUsers.value.users.find((each) => each.userName === user) : null;
  if (named === undefined || (user !== null && named === null)) {
    throw new Error(
      `The profile ${profile} finds no user ${user} in its domain. It must be that of an administrator there.`,
    );
  }
  const owner = named === null ? ({ kind: 'self' } as const) : ({ kind: 'user', ocid: named.ocid } as const);
  const keys = await (there ?? oracle.classic()).listKeys(owner);
  if (!keys.ok) throw told(keys.problem);
  const apiKeys = await oracle.apiKeys(null).list();
  const homeUrl =
    homeRegion.ok && endpoint === null ? identityUrlInRegion(identityUrl, region, homeRegion.value) : identityUrl;
  const others = domains.ok
    ? domains.value.domains.filter(({ ocid, state }) => state === 'ACTIVE' && ocid !== home?.id)
    : [];
  const scim = (url: string | undefined) => (url === undefined ? null : `${url.replace(/\/+$/, '')}/admin/v1`);

  const learned = {
    tenancy: [tenancyOcid, tenancyName],
    user: [userOcid, self?.userName, self?.displayName, user, named?.ocid],
  };
  for (const [kind, values] of Object.entries(learned)) for (const value of values) redaction.learn(kind, value);
  for (const url of [home?.url, ...others.map((each) => each.url), endpoint]) {
    redaction.learn('host', url == null ? null : new URL(url).hostname);
  }
  if (namespace?.ok) redaction.learn('namespace', namespace.value);
  redaction.learn('fingerprint', claim.fingerprint);
  const apiKeyId = () => `${tenancyOcid}/${userOcid}/${fingerprintOf(credential.privateKey)}`;
  return {
    tenancyOcid,
    userOcid,
    region,
    signer: {
      privateKey: credential.privateKey,
      keyId: credential.token === null ? apiKeyId() : `ST$${credential.token}`,
    },
    hasApiKey: credential.token === null,
    identityUrl,
    bases: {
      classic: `${homeUrl}/20160918`,
      domain: scim(home?.url),
      'other domain': scim(others[0]?.url),
      auth: authUrlBeside(homeUrl),
      storage,
      s3: namespace?.ok ? s3Endpoint(from, namespace.value, region) : null,
    },
    owner: {
      isSelf: named === null,
      ocid: named?.ocid ?? userOcid,
      keys: keys.value.items.length + keys.value.unreadable,
    },
    apiKeys: apiKeys.ok ? apiKeys.value.items.length + apiKeys.value.unreadable : 3,
    isAdministrator: someUsers?.ok ?? false,
    licenseType: (domains.ok ? domains.value.domains.find(({ ocid }) => ocid === home?.id)?.licenseType : null) ?? null,
  };
}
