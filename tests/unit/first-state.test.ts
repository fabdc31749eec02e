import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sessionSchema } from '../../bridge/values/session.ts';
import { createNews, createObservable } from '../../main/basics/observable.ts';
import { buildFirstState, readFirstSession } from '../../main/build-first-state.ts';
import { createLeftViews } from '../../main/handlers/left-views.ts';
import { policyState } from '../../main/handlers/policy-state.ts';
import { createSession } from '../../main/handlers/session.ts';
import { noPolicy, type PolicyReading } from '../../main/policy/policy-reading.ts';
import { takePolicy } from '../../main/policy/take-policy.ts';
import { createAccounts } from '../../main/signin/accounts.ts';
import { readSavedNames } from '../../main/signin/proxy-sign-in.ts';
import { createMemoryVault } from '../../main/vault/memory-vault.ts';
import { setUpPolicy } from '../support/parts/policy-desk.ts';

const HOUR = 3_600_000;
const inHours = (hours: number) => new Date(Date.now() + hours * HOUR).toISOString();

const ada = {
  id: '11111111-1111-4111-8111-111111111111',
  profile: 'ADMIN',
  signedInBy: { kind: 'file-key' },
  tenancyOcid: 'ocid1.tenancy.oc1..acme',
  tenancyName: 'acme\u202E',
  userOcid: 'ocid1.user.oc1..ada',
  userName: 'ada@acme.example',
  displayName: 'Ada Byron',
  domain: { id: 'ocid1.domain.oc1..d', name: 'Default', url: 'https://idcs.example' },
  fingerprint: 'aa:bb',
  region: 'eu-frankfurt-1',
  identityUrl: 'https://identity.eu-frankfurt-1.oraclecloud.com',
  endpoint: null,
  signedInAt: '2026-11-01T08:00:00.000Z',
  vaultKind: 'keychain',
};
const session = (id: string, expires: number, renewableUntil: number | null) => ({
  ...ada,
  id,
  domain: null,
  signedInBy: {
    kind: 'browser-session',
    issued: inHours(-1),
    expires: inHours(expires),
    renewableUntil: renewableUntil === null ? null : inHours(renewableUntil),
  },
});
const grace = session('22222222-2222-4222-8222-222222222222', 1, 8);
const hedy = session('33333333-3333-4333-8333-333333333333', 0.1, 0.1);
const alan = session('44444444-4444-4444-8444-444444444444', -0.5, null);

const left = { [ada.id]: { view: { view: 'users' }, domainId: null }, [grace.id]: 'nonsense' };
const vault = { state: { kind: 'memory', reason: 'there is none' } as const, isWaiting: () => false };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keydesk-first-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const put = (name: string, value: unknown) =>
  writeFileSync(join(folder, `${name}.json`), JSON.stringify({ version: 1, value }));
const firstState = (policy: PolicyReading = noPolicy) =>
  buildFirstState(readFirstSession(folder), Promise.resolve(policy));

/** The states of the running Keydesk's stores with the same files, without the keychain, for which the first state does not wait. */
function told(files: { readonly accounts?: unknown; readonly leftViews?: unknown; readonly proxies?: unknown }) {
  const accounts = createAccounts({
    vault: createMemoryVault(''),
    store: { read: () => files.accounts, write: () => {} },
    policy: setUpPolicy(),
    createOracle: () => {
      throw new Error('nobody is asked');
    },
    env: { readFile: () => Promise.reject(new Error('no file is read')), variables: {}, homedir: () => folder },
    clock: { now: Date.now, after: () => () => {} },
    isLocked: () => false,
    newId: () => '',
  });
  const leftPlaces = createLeftViews({ read: () => files.leftViews, write: () => {} }, accounts);
  const session = createSession({
    accounts,
    leftPlaces,
    vault: { ...vault, ...createNews<null>() },
    proxy: createObservable(readSavedNames(files.proxies)),
    lock: createObservable(false),
    notice: createObservable(null),
  });
  return { ...session.state(), vault: { kind: 'unknown' } };
}

describe('the state of the first screen', () => {
  it('is what the stores tell where nobody has signed in', async () => {
    expect(await firstState()).toEqual({ session: told({}), policy: null });
  });

  it('is what the stores tell of accounts, their sessions, their last views and known proxies', async () => {
    const accounts = { accounts: [ada, grace, hedy, alan], current: grace.id };
    const proxies = ['proxy.example:8080', 7];
    put('accounts', accounts);
    put('left-views', left);
    put('proxies', proxies);
    const state = await firstState();
    expect(state?.session).toEqual(told({ accounts, leftViews: left, proxies }));
    expect(sessionSchema.safeParse(state?.session).success).toBe(true);
    expect(state?.session.accounts.map(({ signedInBy }) => signedInBy)).toMatchObject([
      { kind: 'file-key' },
      { phase: 'valid', renewable: true },
      { phase: 'ending', renewable: false },
      { phase: 'over', renewable: true },
    ]);
    expect(state?.session.accounts[0]).toMatchObject({ tenancyName: 'acme<U+202E>', left: left[ada.id] });
  });

  it('has nobody signed in where the last account is not there any more', async () => {
    const accounts = { accounts: [ada], current: grace.id };
    put('accounts', accounts);
    expect((await firstState())?.session).toEqual(told({ accounts }));
  });

  it('has what the company prescribes', async () => {
    const reading = takePolicy([{ source: '/etc/keydesk/policy.json', values: new Map([['sampleTenancy', false]]) }]);
    expect((await firstState(reading))?.policy).toEqual(policyState(reading));
    const refused = takePolicy([{ source: '/etc/keydesk/policy.json', refused: 'it is a link' }]);
    expect((await firstState(refused))?.policy?.trouble).toEqual(policyState(refused).trouble);
  });

  it('is left to the stores where a file is not as it should be, since they tell the person', async () => {
    const wrong: readonly (() => void)[] = [
      () => writeFileSync(join(folder, 'accounts.json'), '{ "value": {'),
      () => writeFileSync(join(folder, 'accounts.json'), '{ "version": 2, "value": {} }'),
      () => put('accounts', { accounts: [ada, { id: 'of a newer Keydesk' }], current: ada.id }),
      () => put('accounts', 'nonsense'),
      () => writeFileSync(join(folder, 'left-views.json'), 'null'),
      () => symlinkSync('/etc/hosts', join(folder, 'proxies.json')),
      () => mkdirSync(join(folder, 'proxies.json')),
    ];
    for (const spoil of wrong) {
      spoil();
      expect(await firstState(), String(spoil)).toBeNull();
      rmSync(folder, { recursive: true });
      mkdirSync(folder);
    }
  });
});
