import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OracleClient, UserPage, UserRecord, UsersAndKeys } from '../../../main/oracle/oracle-client.ts';
import { type Simulator, startSimulator } from '../../../simulator/start-simulator.ts';
import { unwrap } from '../../support/parts/unwrap.ts';
import { clientOf, controlsOf } from '../../support/simulator/simulator-client.ts';

let simulator: Simulator;
let controls: ReturnType<typeof controlsOf>;
let tenancyOcid: string;
let adaClient: OracleClient;
let charlesClient: OracleClient;
let ada: UsersAndKeys;
let grace: UserRecord;

beforeAll(async () => {
  simulator = await startSimulator({ users: 2500 });
  controls = controlsOf(simulator);
  ({ client: adaClient, tenancyOcid } = await clientOf(simulator, 'ADMIN'));
  ({ client: charlesClient } = await clientOf(simulator, 'USER'));
  ada = adaClient.classic();
  const [found] = unwrap(await ada.findUsers({ text: 'grace.hopper', cursor: null, count: 1 })).users;
  if (found === undefined) throw new Error('Grace is not there');
  grace = found;
});
afterAll(() => simulator.close());
beforeEach(() => controls.reset());

const self = { kind: 'self' } as const;
const graces = () => ({ kind: 'user', ocid: grace.ocid }) as const;
const newKey = (name: string) => ({ name, description: null, expiresOn: null });
const token = () => crypto.randomUUID();

describe('the tenancy', () => {
  it('tells its name and its home region', async () => {
    expect(await adaClient.getTenancy()).toEqual({
      ok: true,
      value: { ocid: tenancyOcid, name: 'acme', homeRegionKey: 'FRA' },
    });
    expect(await adaClient.getHomeRegion()).toEqual({ ok: true, value: 'eu-frankfurt-1' });
  });

  it('lists every compartment below it with its parent', async () => {
    const listed = unwrap(await adaClient.listCompartments());
    const parentOf = (name: string) => listed.items.find((each) => each.name === name)?.parentOcid;
    expect(listed.items.map(({ name }) => name)).toEqual([
      'Engineering',
      'Automation',
      'Data platform',
      'Finance',
      'Archive',
      'Partners',
    ]);
    expect(parentOf('Finance')).toBe(tenancyOcid);
    expect(parentOf('Archive')).toBe(listed.items.find(({ name }) => name === 'Finance')?.ocid);
  });

  it('lists the domains of one compartment', async () => {
    expect(unwrap(await adaClient.listDomains(tenancyOcid))).toMatchObject({
      items: [
        { name: 'Default', isDefault: true, state: 'ACTIVE', url: simulator.domainUrl, compartmentOcid: tenancyOcid },
      ],
      unreadable: 0,
    });
    const compartments = unwrap(await adaClient.listCompartments());
    const archive = compartments.items.find(({ name }) => name === 'Archive');
    expect(unwrap(await adaClient.listDomains((archive || { ocid: '' }).ocid))).toMatchObject({
      items: [{ name: 'Archive 2019', isDefault: false, state: 'INACTIVE' }],
      unreadable: 0,
    });
  });

  it('says that a compartment is not there, or not to be seen', async () => {
    expect(await adaClient.listDomains('ocid1.compartment.oc1..none')).toMatchObject({
      ok: false,
      problem: { kind: 'not-found', delivery: 'answered' },
    });
  });
});

describe('users of the classic API', () => {
  it('says who the caller is', async () => {
    expect(unwrap(await charlesClient.classic().me())).toMatchObject({ userName: 'charles.babbage' });
  });

  it('finds one by user name, display name or e-mail, which the service cannot', async () => {
    expect(grace).toEqual({
      id: grace.ocid,
      ocid: expect.stringMatching(/^ocid1\.user\./),
      userName: 'grace.hopper',
      displayName: 'Grace Hopper',
      email: 'grace.hopper@acme.example',
      active: true,
    });
    for (const text of ['GRACE.HOP', 'ace Hoppe', 'hopper@acme']) {
      const found = unwrap(await ada.findUsers({ text, cursor: null, count: 2500 }));
      expect(found.users.map(({ userName }) => userName)).toContain('grace.hopper');
    }
    expect(await ada.getUser(grace.id)).toEqual({ ok: true, value: grace });
  });

  it.each([
    ['', 700],
    ['an', 7],
    ['an', 250],
    ['acme.example', 1000],
  ])('pages through all who match %j, %i at a time, each once', async (text, count) => {
    const whole = unwrap(await ada.findUsers({ text, cursor: null, count: 100_000 }));
    const everybody: string[] = [];
    for (let cursor: string | null = null, pages = 0; pages < 1000; pages += 1) {
      const page: UserPage = unwrap(await ada.findUsers({ text, cursor, count }));
      expect(page.users.length).toBeLessThanOrEqual(count);
      everybody.push(...page.users.map(({ userName }) => userName));
      cursor = page.next;
      if (cursor === null) break;
    }
    expect(new Set(everybody).size).toBe(everybody.length);
    if (text === '') expect(everybody).toHaveLength(2500);
    else expect(everybody).toEqual(whole.users.map(({ userName }) => userName));
  });

  it('says that there are none', async () => {
    expect(await ada.findUsers({ text: 'nobody at all', cursor: null, count: 10 })).toEqual({
      ok: true,
      value: { users: [], unreadable: 0, total: null, next: null },
    });
  });

  it.each(['x', '7', '.abc', '-1.x'])('refuses %j for a cursor without asking the service', async (cursor) => {
    expect(await ada.findUsers({ text: '', cursor, count: 10 })).toMatchObject({
      ok: false,
      problem: { kind: 'rejected' },
    });
    expect((await controls.state()).requests).toEqual([]);
  });

  it('cannot be listed by an ordinary user', async () => {
    const answer = await charlesClient.classic().findUsers({ text: '', cursor: null, count: 10 });
    expect(answer).toMatchObject({ ok: false, problem: { kind: 'not-found' } });
  });
});

describe('keys of the classic API', () => {
  it('offers a name and nothing else', () => {
    expect(ada.offers).toEqual({ description: false, expiry: false, status: false });
  });

  it('lists keys with their state', async () => {
    expect(unwrap(await ada.listKeys(graces()))).toMatchObject({
      items: [{ name: 'backup-nas', id: expect.stringMatching(/^a90d41c7/), description: null, state: 'ACTIVE' }],
      unreadable: 0,
    });
  });

  it.each(['self', 'another user'])('creates, renames and deletes keys of %s', async (who) => {
    const owner = who === 'self' ? self : graces();
    const userName = who === 'self' ? 'ada.byron' : 'grace.hopper';
    const made = unwrap(await ada.createKey(owner, newKey('ci'), token()));
    const kept = async () =>
      (await controls.state(userName)).keys.find(({ accessKey }) => accessKey === made.key.accessKey);
    expect(made.secretKey.toString('utf8')).toBe((await kept())?.secretKey);
    expect(made.key).toMatchObject({ id: made.key.accessKey, name: 'ci', state: 'ACTIVE' });
    expect(await ada.renameKey(owner, made.key.id, 'renamed')).toEqual({ ok: true, value: null });
    expect((await kept())?.name).toBe('renamed');
    expect(await ada.deleteKey(owner, made.key.id)).toEqual({ ok: true, value: null });
    expect(await kept()).toBeUndefined();
  });

  it('reads the words of the limit out of the error that wraps them', async () => {
    await ada.createKey(graces(), newKey('second'), token());
    expect(await ada.createKey(graces(), newKey('third'), token())).toMatchObject({
      ok: false,
      problem: { kind: 'rejected', message: expect.stringMatching(/^You can not create CustomerSecretKey/) },
    });
  });

  it('works in a tenancy without domains', async () => {
    await controls.switchTo({ domains: false });
    expect(await adaClient.listDomains(tenancyOcid)).toEqual({ ok: true, value: { items: [], unreadable: 0 } });
    unwrap(await ada.createKey(graces(), newKey('second'), token()));
    expect(await ada.createKey(graces(), newKey('third'), token())).toMatchObject({
      ok: false,
      problem: { kind: 'rejected', message: 'The maximum number of customer secret keys was reached.' },
    });
  });

  it('does not deactivate or describe a key, and does not ask the service to', async () => {
    expect(await ada.setDescription(self, 'any', 'x')).toMatchObject({ ok: false, problem: { kind: 'rejected' } });
    expect(await ada.setKeyStatus(self, 'any', 'INACTIVE')).toMatchObject({ ok: false, problem: { kind: 'rejected' } });
    expect((await controls.state()).requests).toEqual([]);
  });
});

describe('the home region', () => {
  it('is where keys are written and listed, and is asked for once', async () => {
    const home = await startSimulator({ users: 3 });
    try {
      const asked: string[] = [];
      await controls.switchTo({ homeRegion: false });
      const { client } = await clientOf({ configFile: home.configFile, url: simulator.url }, 'ADMIN', {
        identityUrlOf: (region) => {
          asked.push(region);
          return home.url;
        },
      });
      // Each simulator is a region, and knows only the keys of its own callers: it answers 401 to the other simulator's callers.
      const away = (await clientOf(simulator, 'ADMIN', { identityUrlOf: () => home.url })).client.classic();
      expect(await away.createKey(self, newKey('x'), token())).toMatchObject({
        ok: false,
        problem: { kind: 'not-authenticated', host: new URL(home.url).host },
      });
      expect(await away.listKeys(self)).toMatchObject({ ok: false, problem: { host: new URL(home.url).host } });
      expect(unwrap(await away.me())).toMatchObject({ userName: 'ada.byron' });
      const subscriptions = (await controls.state()).requests.filter(({ path }) =>
        path.endsWith('regionSubscriptions'),
      );
      expect(subscriptions).toMatchObject([{ count: 1 }]);
      expect(await client.getHomeRegion()).toMatchObject({ ok: false, problem: { kind: 'not-authenticated' } });
      expect(asked).toEqual([]);
    } finally {
      await home.close();
    }
  });

  it.each([403, 404])('is guessed to be the one at hand where it may not be read (%i)', async (status) => {
    await controls.addFault({ kind: 'status', status, path: 'regionSubscriptions', times: null });
    unwrap(await ada.createKey(self, newKey('x'), token()));
    await controls.switchTo({ homeRegion: false });
    const { client } = await clientOf(simulator, 'ADMIN');
    expect(await client.classic().createKey(self, newKey('y'), token())).toMatchObject({
      ok: false,
      problem: { kind: 'not-allowed', message: expect.stringContaining('home region') },
    });
  });

  it('is not guessed when the service is away: nothing is written then', async () => {
    await controls.addFault({ kind: 'status', status: 503, path: 'regionSubscriptions', times: null });
    const { client } = await clientOf(simulator, 'ADMIN');
    expect(await client.classic().createKey(self, newKey('x'), token())).toMatchObject({
      ok: false,
      problem: { kind: 'service-error' },
    });
    expect((await controls.state()).requests.filter(({ method }) => method === 'POST')).toEqual([]);
  });
});
