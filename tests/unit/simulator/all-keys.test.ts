import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createRateLimits } from '../../../simulator/rate-limits.ts';
import { type Simulator, startSimulator } from '../../../simulator/start-simulator.ts';
import { type ProfileCaller, signedCaller } from '../../support/simulator/signed-caller.ts';
import { simulatorControls } from '../../support/simulator/simulator-controls.ts';

const credentials = 'urn:ietf:params:scim:schemas:oracle:idcs:extension:userCredentials:User';

let simulator: Simulator;
let caller: ProfileCaller;
beforeAll(async () => {
  simulator = await startSimulator({ users: 100, full: true });
  caller = signedCaller(simulator, 'ADMIN');
});
afterAll(() => simulator.close());
beforeEach(() => simulatorControls(simulator.url).reset());

const get = (path: string) => caller.call('GET', `${simulator.domainUrl}/admin/v1/${path}`);
const setSwitches = (switches: Parameters<ReturnType<typeof simulatorControls>['setSwitches']>[0]) =>
  simulatorControls(simulator.url).setSwitches(switches);

describe('a tenancy with everybody in it', () => {
  it('has its people in three domains of different license types, and two keys for each who is made up', async () => {
    const { keys } = await simulatorControls(simulator.url).state();
    const counts = Map.groupBy(keys, ({ domain }) => domain);
    expect(counts.get('Contractors')).toHaveLength(60);
    expect(counts.get('Robots')).toHaveLength(40);
    const { json } = await caller.call('GET', `${simulator.url}/20160918/domains?compartmentId=${caller.tenancyOcid}`);
    expect(json).toMatchObject([{ displayName: 'Default', licenseType: 'premium' }]);
  });
});

describe('the list of all keys', () => {
  it('is refused, or leaves out the keys of every second user, where a switch says so; filters find all', async () => {
    const all = (await get('CustomerSecretKeys?count=1000')).json;
    await setSwitches({ keyLists: { Default: 'partial' } });
    const partial = (await get('CustomerSecretKeys?count=1000')).json;
    expect(partial.totalResults).toBe(partial.Resources.length);
    expect(partial.totalResults).toBeLessThan(all.totalResults);
    const left = all.Resources.find(
      ({ id }: { id: string }) => !partial.Resources.some((row: { id: string }) => row.id === id),
    );
    const filtered = await get(`CustomerSecretKeys?filter=${encodeURIComponent(`user.ocid eq "${left.user.ocid}"`)}`);
    expect(filtered.json.Resources.map(({ id }: { id: string }) => id)).toContain(left.id);
    await setSwitches({ keyLists: { Default: 'refused' } });
    expect((await get('CustomerSecretKeys')).status).toBe(401);
  });

  it('gives a row twice and leaves one out, where a switch says so', async () => {
    await setSwitches({ rowsTwice: true });
    const { Resources } = (await get('CustomerSecretKeys?count=10&sortBy=ocid')).json;
    expect(Resources).toHaveLength(10);
    expect(new Set(Resources.map(({ id }: { id: string }) => id)).size).toBe(9);
  });

  it('changes between two pages, where a switch says so', async () => {
    await setSwitches({ changeEvery: 1 });
    const totals: number[] = [];
    for (let page = 0; page < 4; page += 1) totals.push((await get('CustomerSecretKeys?count=10')).json.totalResults);
    const [first = 0] = totals;
    expect(totals).toEqual([first, first + 1, first, first + 1]);
  });
});

describe('the keys that a user refers to', () => {
  it('come on request, and only if the service tells them', async () => {
    const path = `Users?count=1000&attributes=userName,${credentials}:customerSecretKeys`;
    const users = (await get(path)).json.Resources;
    const referred = users.flatMap(
      (user: Record<string, { customerSecretKeys?: unknown[] }>) => user[credentials]?.customerSecretKeys ?? [],
    );
    expect(referred).toHaveLength((await get('CustomerSecretKeys')).json.totalResults);
    expect((await get('Users?count=1')).json.Resources[0]).not.toHaveProperty([credentials]);
    await setSwitches({ keyReferences: false });
    expect((await get(path)).json.Resources.some((user: object) => credentials in user)).toBe(false);
  });
});

describe('the published limits', () => {
  it('refuse what is too much, for the domain alone, and less of it where a stranger calls too', async () => {
    await setSwitches({ limits: { stranger: 0.95 } });
    const statuses = await Promise.all(
      Array.from({ length: 8 }, async () => (await get('CustomerSecretKeys?count=1')).status),
    );
    expect(statuses.filter((status) => status === 200)).toHaveLength(4);
    expect(statuses.filter((status) => status === 429)).toHaveLength(4);
  });

  it('hold for any second and any minute', () => {
    const limits = createRateLimits();
    const domain = { ocid: 'd', licenseType: 'free' } as Parameters<typeof limits.allow>[0];
    const allowed = (from: number, calls: number, everyMs: number) =>
      Array.from({ length: calls }, (_, at) => limits.allow(domain, from + at * everyMs, 0)).filter(Boolean).length;
    expect(allowed(1_000_000, 30, 1)).toBe(20);
    // Ten calls a second: 130 of them are allowed, which with the earlier 20 are 150 in this minute.
    expect(allowed(1_002_000, 200, 100)).toBe(130);
    expect(allowed(1_062_500, 5, 1)).toBeGreaterThan(0);
  });
});
