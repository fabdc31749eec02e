import { success } from '../../basics/outcome.ts';
import { checkEndpoint } from '../../oracle/endpoint.ts';
import type { Region, Regions } from '../../oracle/regions.ts';
import type { Account } from '../account.ts';
import { readConfigFile } from '../config-file.ts';
import { profileValues } from '../profile.ts';
import type { SignInEnv } from '../sign-in-env.ts';

/** A region in which a person may sign in. */
export interface SignInRegion {
  /** Names the region in the list. */
  readonly choice: string;
  readonly region: Region;
  /** The endpoint that replaces Oracle's there; null: none does. */
  readonly endpoint: string | null;
  readonly sample: boolean;
  /** It was used last, or a file or account of this computer names it. */
  readonly suggested: boolean;
}

export interface RegionSources {
  readonly env: SignInEnv;
  readonly regions: Regions;
  /** The OCI configuration file of this computer. */
  readonly configFile: string;
  readonly accounts: readonly Account[];
  /** The choice of the last sign-in, also of an account that is gone; null: there was none. */
  readonly lastChoice: string | null;
}

const signInRegion = (
  region: Region,
  endpoint: string | null,
  { sample = false, suggested = true } = {},
): SignInRegion => ({
  choice: endpoint === null ? region.id : `${region.id} ${endpoint}`,
  region,
  endpoint,
  sample,
  suggested,
});

/**
 * The region that was used last, then those of the accounts, of the configuration file and of this computer, then all regions of Oracle by
 * name.
 */
export async function listSignInRegions(sources: RegionSources): Promise<readonly SignInRegion[]> {
  const { regions, accounts, lastChoice } = sources;
  const listed = [
    ...accounts
      .toSorted((a, b) => (a.signedInAt < b.signedInAt ? 1 : -1))
      .flatMap((account) => regionOf(account, regions)),
    ...(await regionsOfFile(sources)),
    ...regions.defined.map(({ region, endpoint }) => signInRegion(region, endpoint)),
    ...regions.known
      .toSorted((a, b) => (a.id < b.id ? -1 : 1))
      .map((region) => signInRegion(region, null, { suggested: false })),
  ];
  const last = listed.flatMap((each) => (each.choice === lastChoice ? [{ ...each, suggested: true }] : []));
  const byChoice = new Map<string, SignInRegion>();
  for (const each of [...last, ...listed]) if (!byChoice.has(each.choice)) byChoice.set(each.choice, each);
  return [...byChoice.values()];
}

/** The choice under which an account was signed in. */
export const regionOf = ({ region, endpoint, sample }: Account, regions: Regions): SignInRegion[] => {
  const found = regions.find(region);
  return found.ok ? [signInRegion(found.value, endpoint, { sample })] : [];
};

/** A choice of the list, or the name of a region. */
export function takeSignInRegion(text: string, listed: readonly SignInRegion[], regions: Regions) {
  const choice = listed.find((each) => each.choice === text);
  if (choice !== undefined) return success(choice);
  const found = regions.find(text);
  return found.ok ? success(signInRegion(found.value, null)) : found;
}

/** A profile whose region or endpoint cannot be used adds none. Signing in with that profile says why. */
async function regionsOfFile({ env, configFile, regions }: RegionSources): Promise<SignInRegion[]> {
  const config = await readConfigFile(env, configFile);
  if (!config.ok) return [];
  return [...config.value.sections.keys()].flatMap((name) => {
    const values = profileValues(config.value, name);
    const region = regions.find(values?.get('region')?.text ?? '');
    const text = values?.get('keydesk_endpoint')?.text;
    const endpoint = text === undefined ? success(null) : checkEndpoint(text);
    return region.ok && endpoint.ok ? [signInRegion(region.value, endpoint.value)] : [];
  });
}
