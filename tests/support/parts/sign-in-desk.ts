import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { createOracleClient } from '../../../main/oracle/create-oracle-client.ts';
import type { Account, AccountStore, Accounts, AccountsOptions } from '../../../main/signin/account.ts';
import { createAccounts } from '../../../main/signin/accounts.ts';
import type { Vault } from '../../../main/vault/vault.ts';
import { type Simulator, type SimulatorAddresses, startSimulator } from '../../../simulator/start-simulator.ts';
import { createKeyFolder, type KeyFolder } from './key-folder.ts';
import { setUpPolicy } from './policy-desk.ts';
import { unwrap } from './unwrap.ts';
import { createWatchedVault, type WatchedVault } from './watched-vault.ts';

/** New values for entries of a profile. Null removes the entry. */
type Changes = Readonly<Record<string, string | null>>;

/** Everything around the accounts: a home folder, a vault, a store, and the simulator as the service. */
export interface SignInDesk extends Disposable {
  readonly folder: KeyFolder;
  readonly vault: WatchedVault;
  /** The store, whose `write` copies, as to a disk. A test may set `content`, or make writing fail with `refuse`. */
  readonly store: AccountStore & { content: unknown; refuse: boolean; writes: number };
  /** Milliseconds by which this computer's clock is ahead of the true time; negative: behind. */
  clockOff: number;
  /** Starts the app: accounts over the same vault and store as before. */
  start(vault?: Vault, changes?: Partial<Pick<AccountsOptions, 'clock' | 'isLocked'>>): Accounts;
  /** A configuration file with one profile, made from the simulator's ADMIN or USER. */
  writeConfig(profile: string, changes?: Changes, from?: 'ADMIN' | 'USER'): string;
  /** The private key of the simulator's ADMIN, in PKCS#8. */
  readonly adminPem: string;
}

function createSignInDesk(simulator: SimulatorAddresses): SignInDesk {
  const folder = createKeyFolder();
  const vault = createWatchedVault();
  const given = readFileSync(simulator.configFile, 'utf8');
  const store: SignInDesk['store'] = {
    content: undefined,
    refuse: false,
    writes: 0,
    read: () => store.content,
    write(value) {
      if (store.refuse) throw new Error('the disk is full');
      store.writes += 1;
      store.content = JSON.parse(JSON.stringify(value));
    },
  };
  const valuesOf = (profile: string) => {
    const section = given.split(`[${profile}]`)[1]?.split('[')[0] ?? '';
    return Object.fromEntries([...section.matchAll(/^(\w+)=(.*)$/gm)].map(([, key, value]) => [key, value ?? '']));
  };
  const desk: SignInDesk = {
    folder,
    vault,
    store,
    clockOff: 0,
    start: (vaultOfStart = vault, changes = {}) =>
      createAccounts({
        policy: setUpPolicy(),
        vault: vaultOfStart,
        store,
        createOracle: (options) =>
          createOracleClient({
            ...options,
            fetch: globalThis.fetch,
            clock: { now: () => Date.now() + desk.clockOff, sleep: async () => {} },
          }),
        env: folder.env,
        clock: { now: Date.now, after: () => () => {} },
        isLocked: () => false,
        newId: randomUUID,
        ...changes,
      }),
    writeConfig(profile, changes = {}, from = 'ADMIN') {
      const lines = Object.entries({ ...valuesOf(from), ...changes }).flatMap(([key, value]) =>
        value === null ? [] : [`${key} = ${value}`],
      );
      return folder.write('.oci/config', `[${profile}]\n${lines.join('\n')}\n`);
    },
    adminPem: readFileSync(valuesOf('ADMIN')['key_file'] ?? '', 'utf8'),
    [Symbol.dispose]: folder[Symbol.dispose],
  };
  return desk;
}

/** A simulator for the tests of a file, reset before each test, and a `SignInDesk` for each test. Both exist from the first test on. */
export function setUpSignInDesk(users: number) {
  let simulator: Simulator | null = null;
  let desk: SignInDesk | null = null;
  beforeAll(async () => {
    simulator = await startSimulator({ users });
  });
  afterAll(() => simulator?.close());
  beforeEach(async () => {
    if (simulator === null) throw new Error('The simulator did not start.');
    await tellSimulator(simulator, 'reset');
    desk = createSignInDesk(simulator);
  });
  afterEach(() => desk?.[Symbol.dispose]());

  const there = <T>(thing: T | null): T => {
    if (thing === null) throw new Error('It is there in tests only.');
    return thing;
  };
  const signInAs = async (profile: 'ADMIN' | 'USER', accounts: Accounts, file?: string): Promise<Account> => {
    const path = file ?? there(desk).writeConfig(profile, {}, profile);
    return unwrap(await accounts.signIn({ file: path, profile, passphrase: null }));
  };
  return {
    simulator: () => there(simulator),
    desk: () => there(desk),
    tell: (path: string, body?: unknown) => tellSimulator(there(simulator), path, body),
    /** See `askedPaths`. */
    asked: () => askedPaths(there(simulator)),
    signInAs,
    async signInAsAdmin(accounts = there(desk).start(), file?: string) {
      return { accounts, account: await signInAs('ADMIN', accounts, file) };
    },
  };
}

/** Sends a command to the simulator's controls: `POST /simulator/<path>`. */
async function tellSimulator(simulator: SimulatorAddresses, path: string, body: unknown = {}): Promise<void> {
  const answer = await fetch(`${simulator.url}/simulator/${path}`, { method: 'POST', body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`The simulator refused ${path}: ${await answer.text()}`);
}

/** The paths, without queries, of the requests to the simulator since the last reset. */
async function askedPaths(simulator: SimulatorAddresses): Promise<string[]> {
  const answer = await fetch(`${simulator.url}/simulator/state`);
  const { latest } = (await answer.json()) as { latest: { method: string; target: string }[] };
  return latest.map(({ method, target }) => `${method} ${target.split('?')[0]}`);
}
