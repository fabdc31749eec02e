import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { UserPage, UserRecord, UsersAndKeys } from '../../../main/oracle/oracle-client.ts';
import { type Simulator, startSimulator } from '../../../simulator/start-simulator.ts';
import { unwrap } from '../../support/parts/unwrap.ts';
import { clientOf, controlsOf } from '../../support/simulator/simulator-client.ts';

let simulator: Simulator;
let controls: ReturnType<typeof controlsOf>;
/** The Default domain as its administrator (Ada) and as an ordinary user (Charles) see it. */
let ada: UsersAndKeys;
let charles: UsersAndKeys;
let grace: UserRecord;

beforeAll(async () => {
  simulator = await startSimulator({ users: 2500 });
  controls = controlsOf(simulator);
  ada = (await clientOf(simulator, 'ADMIN')).client.domain(simulator.domainUrl);
  charles = (await clientOf(simulator, 'USER')).client.domain(simulator.domainUrl);
  const [found] = unwrap(await ada.findUsers({ text: 'grace.hopper', cursor: null, count: 10 })).users;
  if (found === undefined) throw new Error('Grace is not there');
  grace = found;
});
afterAll(() => simulator.close());
beforeEach(() => controls.reset());

const self = { kind: 'self' } as const;
const graces = () => ({ kind: 'user', ocid: grace.ocid }) as const;
const newKey = (name: string) => ({ name, description: null, expiresOn: null });
const token = () => crypto.randomUUID();

describe('users of a domain', () => {
  it('says who the caller is', async () => {
    expect(unwrap(await ada.me())).toMatchObject({
      userName: 'ada.byron',
      displayName: 'Ada Byron',
      email: 'ada.byron@acme.example',
      active: true,
    });
  });

  it('finds one by user name, display name or e-mail, in any case, and says what stands in the directory', async () => {
    expect(grace).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{32}$/),
      ocid: expect.stringMatching(/^ocid1\.user\./),
      userName: 'grace.hopper',
      displayName: 'Grace Hopper',
      email: 'grace.hopper@acme.example',
      active: true,
    });
    for (const text of ['GRACE.HOP', 'ace Hoppe', 'hopper@acme']) {
      const found = unwrap(await ada.findUsers({ text, cursor: null, count: 10 }));
      expect(found.users.map(({ userName }) => userName)).toContain('grace.hopper');
    }
    expect(await ada.getUser(grace.id)).toEqual({ ok: true, value: grace });
  });

  it.each(['Софья', '紫式部', 'محمد', '(service)'])('finds %s, beyond plain letters', async (text) => {
    const found = unwrap(await ada.findUsers({ text, cursor: null, count: 10 }));
    expect(found.users.length).toBeGreaterThan(0);
  });

  it.each(['"', '\\', '" or userName pr or userName eq "', '%', '&count=1000', '*'])(
    'takes %j for text, not for a part of the filter',
    async (text) => {
      expect(await ada.findUsers({ text, cursor: null, count: 10 })).toEqual({
        ok: true,
        value: { users: [], unreadable: 0, total: 0, next: null },
      });
    },
  );

  it('shows who is inactive', async () => {
    const found = unwrap(await ada.findUsers({ text: 'graphite-sync', cursor: null, count: 10 }));
    expect(found.users[0]?.active).toBe(false);
  });

  // The last page has 500 users or only one.
  it.each([1000, 833])('pages through everybody, %i at a time, each once', async (count) => {
    const names: string[] = [];
    let cursor: string | null = null;
    let pages = 0;
    do {
      const page: UserPage = unwrap(await ada.findUsers({ text: '', cursor, count }));
      expect(page.total).toBe(2500);
      names.push(...page.users.map(({ userName }) => userName));
      cursor = page.next;
      pages += 1;
    } while (cursor !== null);
    expect(pages).toBe(Math.ceil(2500 / count));
    expect(new Set(names).size).toBe(2500);
  });

  it('never asks for more than the service gives at once', async () => {
    const page = unwrap(await ada.findUsers({ text: '', cursor: null, count: 5000 }));
    expect([page.users.length, page.next]).toEqual([1000, '1001']);
  });

  it.each(['0', '-1', 'x', '1 or 1', ''])('refuses %j for a cursor without asking the service', async (cursor) => {
    expect(await ada.findUsers({ text: '', cursor, count: 10 })).toMatchObject({
      ok: false,
      problem: { kind: 'rejected', delivery: 'answered' },
    });
    expect((await controls.state()).requests).toEqual([]);
  });

  it('tells missing permission from a wrong key: an ordinary user may not list users', async () => {
    expect(await charles.findUsers({ text: '', cursor: null, count: 10 })).toMatchObject({
      ok: false,
      problem: { kind: 'not-allowed', delivery: 'answered', requestId: expect.stringMatching(/./) },
    });
  });

  it('says that a user is not there', async () => {
    expect(await ada.getUser('f'.repeat(32))).toMatchObject({ ok: false, problem: { kind: 'not-found' } });
  });
});

describe('keys in a domain', () => {
  it("lists one's own and another user's", async () => {
    expect(unwrap(await ada.listKeys(self))).toMatchObject({
      items: [{ name: 'analytical-notes', state: null }],
      unreadable: 0,
    });
    expect(unwrap(await ada.listKeys(graces()))).toMatchObject({
      items: [
        {
          name: 'backup-nas',
          description: 'Nightly copy, cellar rack',
          accessKey: expect.stringMatching(/^a90d41c7[0-9a-f]{24}02d811fe$/),
          created: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
          expires: null,
          state: null,
        },
      ],
      unreadable: 0,
    });
  });

  it('creates one for another user, with description and expiry; the secret is the one that the service made', async () => {
    const expiresOn = new Date(Date.now() + 30 * 86_400_000).toISOString();
    const made = unwrap(
      await ada.createKey(graces(), { name: 'ci', description: 'Für "CI" \\ 紫', expiresOn }, token()),
    );
    const kept = (await controls.state('grace.hopper')).keys.find(({ name }) => name === 'ci');
    expect(made.secretKey.toString('utf8')).toBe(kept?.secretKey);
    expect(made.key).toMatchObject({ name: 'ci', description: 'Für "CI" \\ 紫', accessKey: kept?.accessKey });
    expect(Date.parse(made.key.expires ?? '')).toBe(Date.parse(expiresOn));
    const listed = unwrap(await ada.listKeys(graces()));
    expect(listed.items.find(({ name }) => name === 'ci')).toEqual(made.key);
  });

  it.each(['ADMIN', 'USER'] as const)("creates, renames and deletes one's own as %s", async (profile) => {
    const own = profile === 'ADMIN' ? ada : charles;
    const made = unwrap(await own.createKey(self, newKey('mine'), token()));
    expect(made.secretKey.byteLength).toBeGreaterThan(20);
    expect(await own.renameKey(self, made.key.id, 'still mine')).toEqual({ ok: true, value: null });
    const names = async () => {
      const keys = unwrap(await own.listKeys(self));
      return keys.items.map(({ name }) => name);
    };
    expect(await names()).toContain('still mine');
    expect(await own.deleteKey(self, made.key.id)).toEqual({ ok: true, value: null });
    expect(await names()).not.toContain('still mine');
    const paths = (await controls.state()).requests.map(({ path }) => path);
    expect(paths.every((path) => path.includes('/MyCustomerSecretKeys'))).toBe(true);
  });

  it("renames, deactivates, reactivates and deletes another user's", async () => {
    const [key] = (await controls.state('grace.hopper')).keys;
    const listed = unwrap(await ada.listKeys(graces()));
    const id = listed.items[0]?.id || '';
    const status = async () => (await controls.state('grace.hopper')).keys[0]?.status;
    expect(await ada.renameKey(graces(), id, 'cellar')).toEqual({ ok: true, value: null });
    expect((await controls.state('grace.hopper')).keys[0]).toMatchObject({ name: 'cellar', accessKey: key?.accessKey });
    expect(await ada.setKeyStatus(graces(), id, 'INACTIVE')).toEqual({ ok: true, value: null });
    expect(await status()).toBe('INACTIVE');
    expect(await ada.setKeyStatus(graces(), id, 'ACTIVE')).toEqual({ ok: true, value: null });
    expect(await status()).toBe('ACTIVE');
    expect(await ada.deleteKey(graces(), id)).toEqual({ ok: true, value: null });
    expect((await controls.state('grace.hopper')).keys).toEqual([]);
  });

  it('sets a description, and removes it', async () => {
    const described = async () => {
      const listed = unwrap(await ada.listKeys(graces()));
      return listed.items[0];
    };
    const id = (await described())?.id ?? '';
    expect(await ada.setDescription(graces(), id, 'Attic rack')).toEqual({ ok: true, value: null });
    expect((await described())?.description).toBe('Attic rack');
    expect(await ada.setDescription(graces(), id, null)).toEqual({ ok: true, value: null });
    expect((await described())?.description).toBeNull();
  });

  it('hands on the words of a service that does not change a status', async () => {
    await controls.switchTo({ statusPatch: false });
    const listed = unwrap(await ada.listKeys(graces()));
    const id = listed.items[0]?.id || '';
    expect(await ada.setKeyStatus(graces(), id, 'INACTIVE')).toMatchObject({
      ok: false,
      problem: { kind: 'rejected', message: expect.stringMatching(/\w+ .*\w/) },
    });
  });

  it.each([
    [400, 'rejected'],
    [409, 'conflict'],
  ])('hands on the words of the limit, said with status %i', async (limitStatus, kind) => {
    await controls.switchTo({ limitStatus });
    unwrap(await ada.createKey(graces(), newKey('second'), token()));
    expect(await ada.createKey(graces(), newKey('third'), token())).toMatchObject({
      ok: false,
      problem: { kind, delivery: 'answered', message: expect.stringContaining('maximum quota limit of 2') },
    });
  });

  it('makes one key of one retry token', async () => {
    const once = token();
    const first = unwrap(await ada.createKey(graces(), newKey('twice'), once));
    const second = unwrap(await ada.createKey(graces(), newKey('twice'), once));
    expect(second.key.id).toBe(first.key.id);
    expect((await controls.state('grace.hopper')).keys).toHaveLength(2);
  });

  it("does not show an ordinary user another user's keys", async () => {
    expect(await charles.listKeys(graces())).toMatchObject({ ok: false, problem: { kind: 'not-allowed' } });
    expect(await charles.deleteKey(graces(), 'f'.repeat(32))).toMatchObject({
      ok: false,
      problem: { kind: 'not-allowed' },
    });
  });

  it('says that a key is not there', async () => {
    expect(await ada.deleteKey(self, 'f'.repeat(32))).toMatchObject({ ok: false, problem: { kind: 'not-found' } });
  });

  it.each(['..', '.', ''])('does not send %j as the id of a key', async (id) => {
    expect(await ada.deleteKey(graces(), id)).toMatchObject({
      ok: false,
      problem: { kind: 'unreachable', delivery: 'not-sent' },
    });
    expect((await controls.state()).requests).toEqual([]);
  });
});
