import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { directoryOutcomeSchema, userOutcomeSchema, userPageOutcomeSchema } from '../../../bridge/values/directory.ts';
import { keysOutcomeSchema } from '../../../bridge/values/keys.ts';
import { failed, success } from '../../../main/basics/outcome.ts';
import { createDirectory } from '../../../main/directory/directory.ts';
import { directoryHandler } from '../../../main/handlers/directory-handler.ts';
import { keysHandler } from '../../../main/handlers/keys-handler.ts';
import { createRespond } from '../../../main/handlers/respond.ts';
import { createRunningCalls } from '../../../main/handlers/running-calls.ts';
import { createKeys } from '../../../main/keys/keys.ts';
import { createOracleClient } from '../../../main/oracle/create-oracle-client.ts';
import type { Account } from '../../../main/signin/account.ts';
import { setUpPolicy } from '../../support/parts/policy-desk.ts';
import { unwrap } from '../../support/parts/unwrap.ts';
import { answerJson, startScriptedServer } from '../../support/simulator/scripted-server.ts';
import { testOptions } from '../../support/simulator/test-account.ts';

// The bridge's schemas accept every value that the schemas of the service's answers accept. So no such value makes a call or a list fail.

const runs = { numRuns: 60 };
const call = '00000000-0000-4000-8000-000000000000';
const domainId = 'ocid1.domain.oc1..home';
const grace = { kind: 'user', id: 'abc', ocid: 'ocid1.user.oc1..grace' } as const;

const long = fc
  .tuple(fc.constantFrom('x', '😀', '\u202e', 'é ', '\ud800'), fc.constantFrom(41, 255, 256, 513, 1025, 2001, 4001))
  .map(([sign, times]) => sign.repeat(times));
/** Usually a good value; sometimes too long, of another type, or missing. */
const field = (good: unknown) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(good) }, long, fc.jsonValue({ maxDepth: 1 }), fc.constant(undefined));
const rowOf = (good: Record<string, unknown>) =>
  fc.record(Object.fromEntries(Object.entries(good).map(([name, value]) => [name, field(value)])));
const rowsOf = (good: Record<string, unknown>) =>
  fc.oneof(
    {
      weight: 8,
      arbitrary: fc.array(fc.oneof({ weight: 6, arbitrary: rowOf(good) }, fc.jsonValue()), { maxLength: 4 }),
    },
    fc.constantFrom(1001, 2500).map((length) => Array.from({ length }, () => good)),
  );
const scimList = (good: Record<string, unknown>) =>
  fc.record({ totalResults: fc.nat({ max: 5 }), Resources: rowsOf(good) });

const name = 'Grace Hopper';
const scimUser = {
  id: 'abc',
  ocid: grace.ocid,
  userName: 'grace',
  displayName: name,
  active: true,
  emails: [{ value: 'g@x' }],
};
const classicUser = { id: grace.ocid, name: 'grace', description: name, email: 'g@x', lifecycleState: 'ACTIVE' };
const created = '2026-01-01T00:00:00Z';
const scimKey = {
  id: 'k1',
  accessKey: 'a1',
  displayName: 'ci',
  description: 'd',
  expiresOn: created,
  meta: { created },
};
const classicKey = {
  id: 'a1',
  displayName: 'ci',
  timeCreated: created,
  timeExpires: created,
  lifecycleState: 'ACTIVE',
};
const compartment = { id: 'ocid1.c.a', name: 'a', compartmentId: 'ocid1.tenancy.a', lifecycleState: 'ACTIVE' };
const domain = {
  id: domainId,
  compartmentId: 'ocid1.c.a',
  displayName: 'Default',
  description: 'd',
  url: 'https://x.example',
  type: 'DEFAULT',
  lifecycleState: 'ACTIVE',
};

/** Main's own handlers in front of a service with given answers. */
async function setUp() {
  let answers: Readonly<Record<string, unknown>> = {};
  const server = await startScriptedServer((response, { target }) => {
    const found = Object.entries(answers).find(([path]) => target.includes(path));
    answerJson(response, 200, found ? found[1] : []);
  });
  const options = testOptions(server.url);
  const account = {
    id: 'a',
    tenancyOcid: 't',
    tenancyName: 'acme',
    userOcid: 'ocid1.user.oc1..me',
    userName: 'me',
    displayName: 'Me',
  };
  const home = { id: domainId, name: 'Default', url: server.url };
  const oracle = createOracleClient(options);
  const directory = createDirectory(async () =>
    success({ account: account as unknown as Account, oracle, homeDomain: async () => success(home) }),
  );
  const respond = createRespond(
    (error) => {
      throw error;
    },
    () => {},
  );
  const calls = createRunningCalls();
  const keys = createKeys({
    policy: setUpPolicy(),
    onStatus: () => {},
    directory,
    history: { of: async () => [], addStatus: async () => success(null), statusOf: async () => success(null) },
    now: Date.now,
    secrets: { lend: async () => failed({ kind: 'secret-gone' } as const), close: async () => success(null) },
    followers: [],
  });
  return {
    directory: directoryHandler(respond, calls, directory),
    keys: keysHandler(respond, calls, keys),
    answerWith: (next: Readonly<Record<string, unknown>>) => {
      answers = next;
    },
  };
}

describe('what the service sends', () => {
  it.each([
    ['users of a domain', domainId, '/Users', scimList(scimUser)],
    ['users of a tenancy without domains', null, '/users', rowsOf(classicUser)],
  ] as const)('%s: the bridge takes them', async (_what, domainOf, path, rows) => {
    const { directory, answerWith } = await setUp();
    let read = 0;
    await fc.assert(
      fc.asyncProperty(rows, async (answered) => {
        answerWith({ [path]: answered });
        const outcome = await directory.FindUsers(call, { domainId: domainOf, text: '', cursor: null });
        if (outcome.ok) read += outcome.value.users.length;
        expect(userPageOutcomeSchema.safeParse(outcome).error?.issues).toBeUndefined();
      }),
      runs,
    );
    expect(read).toBeGreaterThan(20);
  });

  it.each([
    ['a user of a domain', domainId, '/Users/', rowOf(scimUser)],
    ['a user of a tenancy without domains', null, '/users/', rowOf(classicUser)],
  ] as const)('%s: the bridge takes it', async (_what, domainOf, path, row) => {
    const { directory, answerWith } = await setUp();
    await fc.assert(
      fc.asyncProperty(row, async (answered) => {
        answerWith({ [path]: answered });
        const outcome = await directory.GetUser(call, { ...grace, domainId: domainOf });
        expect(userOutcomeSchema.safeParse(outcome).error?.issues).toBeUndefined();
      }),
      runs,
    );
  });

  it.each([
    ['keys of a domain', domainId, '/CustomerSecretKeys', scimList(scimKey)],
    ['keys of a tenancy without domains', null, '/customerSecretKeys', rowsOf(classicKey)],
  ] as const)('%s: the bridge takes them', async (_what, domainOf, path, rows) => {
    const { keys, answerWith } = await setUp();
    let read = 0;
    await fc.assert(
      fc.asyncProperty(rows, async (answered) => {
        answerWith({ [path]: answered, regionSubscriptions: [{ regionName: 'eu-frankfurt-1', isHomeRegion: true }] });
        const outcome = await keys.ListKeys(call, { ...grace, domainId: domainOf });
        if (outcome.ok) read += outcome.value.keys.length;
        expect(keysOutcomeSchema.safeParse(outcome).error?.issues).toBeUndefined();
      }),
      runs,
    );
    expect(read).toBeGreaterThan(20);
  });

  it('compartments and domains: the bridge takes them', async () => {
    const { directory, answerWith } = await setUp();
    await fc.assert(
      fc.asyncProperty(rowsOf(compartment), rowsOf(domain), async (compartments, domains) => {
        answerWith({ '/compartments': compartments.slice(0, 20), '/domains': domains });
        const outcome = await directory.ListDomains(call);
        expect(directoryOutcomeSchema.safeParse(outcome).error?.issues).toBeUndefined();
      }),
      runs,
    );
  });

  it('one bad row hides no other, and is counted', async () => {
    const { directory, keys, answerWith } = await setUp();
    const second = { ...scimUser, id: 'def', displayName: 'x'.repeat(1100) };
    answerWith({
      '/Users': { totalResults: 2, Resources: [{ ...scimUser, id: 'x'.repeat(300) }, second] },
      '/CustomerSecretKeys': { totalResults: 2, Resources: [{ ...scimKey, accessKey: 'two words' }, scimKey] },
    });
    const page = unwrap(await directory.FindUsers(call, { domainId, text: '', cursor: null }));
    expect(page).toMatchObject({ unreadable: 1, total: 2, users: [{ id: 'def' }] });
    expect(page.users[0]?.displayName).toBe(`${'x'.repeat(1023)}…`);
    const listing = unwrap(await keys.ListKeys(call, { ...grace, domainId }));
    expect(listing).toMatchObject({ unreadable: 1, keys: [{ id: 'k1' }] });
  });
});
