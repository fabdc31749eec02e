import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Account } from '../../../../main/signin/account.ts';
import { listSignInRegions, takeSignInRegion } from '../../../../main/signin/browser/sign-in-regions.ts';
import { loadRegions } from '../../../../main/signin/user-regions.ts';
import { createKeyFolder, type KeyFolder } from '../../../support/parts/key-folder.ts';
import { regionAt } from '../../../support/simulator/region-at.ts';

let folder: KeyFolder;
beforeEach(() => {
  folder = createKeyFolder({ OCI_REGION_METADATA: regionAt('http://127.0.0.1:4000') });
});
afterEach(() => folder[Symbol.dispose]());

const account = (region: string, signedInAt: string, more: Partial<Account> = {}) =>
  ({ region, signedInAt, endpoint: null, sample: false, ...more }) as Account;

async function list(accounts: readonly Account[] = [], lastChoice: string | null = null, env = folder.env) {
  const regions = await loadRegions(env);
  const configFile = `${folder.home}/.oci/config`;
  const listed = await listSignInRegions({ env, regions, configFile, accounts, lastChoice });
  return { regions, listed, choices: listed.map(({ choice }) => choice) };
}

describe('the regions to sign in to', () => {
  it('are all of Oracle’s by name, in every realm, behind those that this computer defines', async () => {
    const { listed, choices } = await list();
    expect(choices.slice(0, 2)).toEqual(['eu-frankfurt-1 http://127.0.0.1:4000', 'af-casablanca-1']);
    const known = choices.slice(1);
    expect(known).toEqual(known.toSorted());
    expect(known.length).toBeGreaterThan(80);
    expect(new Set(listed.map(({ region }) => region.realmDomain)).size).toBeGreaterThan(15);
    expect(new Set(choices).size).toBe(choices.length);
  });

  it('begin with the one used last, then the newest account’s, then the configuration file’s', async () => {
    folder.write('.oci/config', '[A]\nregion=lhr\n[B]\nregion=fra\nkeydesk_endpoint=https://oracle.acme.example\n');
    const accounts = [account('us-ashburn-1', '2026-11-01'), account('eu-madrid-1', '2026-11-20')];
    expect((await list(accounts, 'ap-tokyo-1')).choices.slice(0, 5)).toEqual([
      'ap-tokyo-1',
      'eu-madrid-1',
      'us-ashburn-1',
      'uk-london-1',
      'eu-frankfurt-1 https://oracle.acme.example',
    ]);
    const { listed } = await list(accounts, 'ap-tokyo-1');
    expect(listed.filter(({ suggested }) => suggested)).toHaveLength(6);
    expect((await list([], 'gone http://127.0.0.1:1')).choices[0]).toBe('uk-london-1');
  });

  it('have the sample tenancy’s while it runs', async () => {
    const sample = account('eu-frankfurt-1', '2026-11-01', { sample: true, endpoint: 'http://127.0.0.1:5000' });
    const { listed } = await list([sample]);
    expect(listed[0]).toMatchObject({ choice: 'eu-frankfurt-1 http://127.0.0.1:5000', sample: true });
  });

  it('leave out a profile whose region or endpoint cannot be used, and are there without a file', async () => {
    folder.write('.oci/config', '[A]\nregion=atlantis\n[B]\nregion=fra\nkeydesk_endpoint=http://oracle.example\n');
    const env = { ...folder.env, variables: {} };
    expect((await list([], null, env)).choices[0]).toBe('af-casablanca-1');
  });

  it('are taken by choice, by identifier, by short code, or as a region opened tomorrow', async () => {
    const { listed, regions } = await list();
    const take = (text: string) => takeSignInRegion(text, listed, regions);
    expect(take('eu-frankfurt-1 http://127.0.0.1:4000')).toMatchObject({
      value: { endpoint: 'http://127.0.0.1:4000' },
    });
    expect(take('eu-frankfurt-1')).toMatchObject({ value: { endpoint: null } });
    expect(take(' FRA ')).toMatchObject({ value: { choice: 'eu-frankfurt-1' } });
    expect(take('eu-tomorrow-9')).toMatchObject({ value: { region: { realmDomain: 'oraclecloud.com' } } });
    expect(take('eu-frankfurt-1 https://evil.example')).toMatchObject({ problem: { kind: 'region-unknown' } });
  });
});
