import { Realm, Region } from 'oci-common';
import { describe, expect, it } from 'vitest';
import {
  authUrlBeside,
  createRegions,
  identityUrl,
  identityUrlInRegion,
  loginUrl,
  objectStorageUrl,
  type RegionSources,
} from '../../../main/oracle/regions.ts';
import { knownRealms, knownRegions } from '../../../main/oracle/regions-table.ts';

const nothingOwn: RegionSources = { regionsConfig: null, regionMetadata: null, defaultRealm: null };
const ownRegion = {
  realmKey: 'OC99',
  realmDomainComponent: 'oraclecloud99.com',
  regionKey: 'LUN',
  regionIdentifier: 'Moon-Base-1',
};
const found = (sources: Partial<RegionSources>, text: string) => {
  const region = createRegions({ ...nothingOwn, ...sources }).find(text);
  return region.ok ? region.value : region.problem;
};

describe('the table of regions', () => {
  it("holds the regions, short codes and realms of Oracle's official SDK, and no others", () => {
    const official = Region.values().map((region) => ({
      id: region.regionId,
      key: region.regionCode,
      realmDomain: region.realm.secondLevelDomain,
    }));
    const byId = (a: { id: string }, b: { id: string }) => a.id.localeCompare(b.id);
    expect([...knownRegions].sort(byId)).toEqual(official.sort(byId));
    expect(knownRegions).toHaveLength(85);
    const realms = Object.fromEntries(Realm.values().map((realm) => [realm.realmId, realm.secondLevelDomain]));
    expect(knownRealms).toEqual(realms);
  });

  it('names no region and no short code twice', () => {
    expect(new Set(knownRegions.map(({ id }) => id)).size).toBe(85);
    expect(new Set(knownRegions.map(({ key }) => key)).size).toBe(85);
  });
});

describe('finding a region', () => {
  it('takes an identifier or a short code, in any case of letters', () => {
    const frankfurt = { id: 'eu-frankfurt-1', key: 'fra', realmDomain: 'oraclecloud.com' };
    for (const text of ['eu-frankfurt-1', 'EU-Frankfurt-1', 'fra', 'FRA', ' fra ']) {
      expect(found({}, text)).toEqual(frankfurt);
    }
  });

  it('knows the realms outside of oc1', () => {
    expect(found({}, 'us-gov-ashburn-1')).toMatchObject({ realmDomain: 'oraclegovcloud.com' });
    expect(found({}, 'str')).toMatchObject({ id: 'eu-frankfurt-2', realmDomain: 'oraclecloud.eu' });
  });

  it('knows the regions of regions-config.json and of OCI_REGION_METADATA', () => {
    const moon = { id: 'moon-base-1', key: 'lun', realmDomain: 'oraclecloud99.com' };
    for (const text of ['moon-base-1', 'LUN']) {
      expect(found({ regionsConfig: JSON.stringify([ownRegion]) }, text)).toEqual(moon);
      expect(found({ regionMetadata: JSON.stringify(ownRegion) }, text)).toEqual(moon);
    }
  });

  it('lets no user-defined region take the place of one of the table', () => {
    const impostor = { ...ownRegion, regionIdentifier: 'eu-frankfurt-1', regionKey: 'fra' };
    expect(found({ regionsConfig: JSON.stringify([impostor]) }, 'fra')).toMatchObject({
      realmDomain: 'oraclecloud.com',
    });
  });

  it('takes a region that looks like one to lie in oc1, or where OCI_DEFAULT_REALM says', () => {
    expect(found({}, 'eu-atlantis-1')).toEqual({ id: 'eu-atlantis-1', key: null, realmDomain: 'oraclecloud.com' });
    expect(found({ defaultRealm: 'oraclecloud.eu' }, 'eu-atlantis-1')).toMatchObject({ realmDomain: 'oraclecloud.eu' });
    expect(found({ defaultRealm: 'oc19' }, 'eu-atlantis-1')).toMatchObject({ realmDomain: 'oraclecloud.eu' });
  });

  it.each(['', 'frankfurt', 'zzz', 'eu-frankfurt', 'eu-frankfurt-1.evil.example', 'eu-x-1/y', 'moon-base-1', '../etc'])(
    'refuses %j, which is no region',
    (text) => {
      expect(found({}, text)).toMatchObject({ kind: 'region-unknown', region: text });
    },
  );

  it('names a user-defined source that could not be read when a region is not found', () => {
    expect(found({ regionsConfig: '{"not": "an array"}' }, 'moon-base-1')).toMatchObject({
      reason: expect.stringContaining('~/.oci/regions-config.json does not hold regions'),
    });
    expect(found({ regionsConfig: JSON.stringify([ownRegion, { regionKey: 'x' }]) }, 'nowhere')).toMatchObject({
      reason: expect.stringContaining('entry 2 of ~/.oci/regions-config.json is not a region (realmKey)'),
    });
    expect(found({ regionMetadata: 'not JSON' }, 'nowhere')).toMatchObject({
      reason: expect.stringContaining('OCI_REGION_METADATA'),
    });
  });

  it('builds no host name from a user-defined realm that is none', () => {
    const astray = { ...ownRegion, realmDomainComponent: 'evil.example/x?' };
    expect(found({ regionsConfig: JSON.stringify([astray]) }, 'moon-base-1')).toMatchObject({ kind: 'region-unknown' });
    expect(found({ defaultRealm: 'evil.example/x?' }, 'eu-atlantis-1')).toMatchObject({
      realmDomain: 'oraclecloud.com',
    });
  });
});

describe('the addresses of a region', () => {
  const frankfurt = { id: 'eu-frankfurt-1', key: 'fra', realmDomain: 'oraclecloud.com' };

  it('are those of identity and Object Storage in the realm of the region', () => {
    expect(identityUrl(frankfurt)).toBe('https://identity.eu-frankfurt-1.oci.oraclecloud.com');
    expect(objectStorageUrl(frankfurt)).toBe('https://objectstorage.eu-frankfurt-1.oraclecloud.com');
  });

  it('move to the home region within the realm, and nowhere else', () => {
    const base = 'https://identity.eu-madrid-2.oci.oraclecloud.eu';
    const moved = identityUrlInRegion(base, 'eu-madrid-2', 'eu-frankfurt-2');
    expect(moved).toBe('https://identity.eu-frankfurt-2.oci.oraclecloud.eu');
    expect(identityUrlInRegion(base, 'eu-madrid-2', 'evil.example/')).toBe(base);
  });

  it('are those of the sign-in page and of the service that prolongs sessions', () => {
    const somewhere = { id: 'eu-madrid-2', key: 'vll', realmDomain: 'oraclecloud.eu' };
    expect(loginUrl(somewhere)).toBe('https://login.eu-madrid-2.oraclecloud.eu');
    expect(authUrlBeside(identityUrl(somewhere))).toBe('https://auth.eu-madrid-2.oraclecloud.eu');
    expect(authUrlBeside('https://oracle.acme.example/at')).toBe('https://oracle.acme.example/at');
  });
});

describe('a region that this computer defines', () => {
  const entry = {
    realmKey: 'oc99',
    realmDomainComponent: 'acme.example',
    regionKey: 'here',
    regionIdentifier: 'here-1',
  };
  const define = (more: object) =>
    createRegions({ regionsConfig: null, regionMetadata: JSON.stringify({ ...entry, ...more }), defaultRealm: null });

  it('may name the endpoint that replaces Oracle’s, by the rule for every endpoint', () => {
    const region = { id: 'here-1', key: 'here', realmDomain: 'acme.example' };
    expect(define({}).defined).toEqual([{ region, endpoint: null }]);
    const endpoint = 'https://oracle.acme.example';
    expect(define({ keydesk_endpoint: `${endpoint}/` }).defined).toEqual([{ region, endpoint }]);
    const refused = define({ keydesk_endpoint: 'http://oracle.acme.example' });
    expect(refused.defined).toEqual([]);
    expect(refused.find('here')).toMatchObject({
      problem: { reason: expect.stringContaining('OCI_REGION_METADATA is not a region (keydesk_endpoint)') },
    });
  });
});
