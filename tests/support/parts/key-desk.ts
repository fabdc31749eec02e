import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Owner } from '../../../bridge/values/directory.ts';
import type { OpenSecret, UnfinishedCreation } from '../../../bridge/values/secret.ts';
import { buildServices, type ServicesOptions } from '../../../main/build-services.ts';
import type { CreationStep } from '../../../main/keys/creation-steps.ts';
import type { JournalRecord } from '../../../main/keys/journal-records.ts';
import { defaultLimits } from '../../../main/oracle/create-oracle-client.ts';
import type { Policy } from '../../../main/policy/policy.ts';
import { simulatorControls } from '../simulator/simulator-controls.ts';
import { LITTLE_WORK } from './little-work.ts';
import { journalFileIn, playedOptions } from './played-services.ts';
import { setUpPolicy } from './policy-desk.ts';
import { setUpSignInDesk } from './sign-in-desk.ts';
import { unwrap } from './unwrap.ts';

/** The messages that Keydesk sends to its page by itself. */
interface Told {
  open: OpenSecret | null;
  unfinished: readonly UnfinishedCreation[];
  readonly problems: { readonly kind: string; readonly reason?: string }[];
  readonly asides: string[];
  readonly defects: unknown[];
  readonly steps: CreationStep[];
  /** The callback of Keydesk's pending timer; null: none. */
  later: (() => void) | null;
}

export type Changes = Partial<
  Pick<
    ServicesOptions,
    | 'vault'
    | 'fetch'
    | 's3Fetch'
    | 'toolSystem'
    | 'onStep'
    | 'workFactor'
    | 'onKeyStep'
    | 'openConsole'
    | 'choosePrivateKey'
    | 'ask'
    | 'accountStore'
    | 'savedKeysStore'
    | 'writtenProfilesStore'
    | 'addressBookStore'
    | 'ledgerFile'
  >
> & {
  readonly policy?: Policy;
  /** Gives epoch milliseconds. If left out, the system's clock. */
  readonly now?: () => number;
  /** Called for each wait, which ends with it. If left out, a wait ends at the next turn of Node's event loop. */
  readonly sleep?: () => Promise<void>;
};

/** Thrown where the program dies: nothing after that step happens. */
export class Crash extends Error {}

/** For `onStep`: dies at that step. */
export const crashAt = (step: CreationStep) => (reached: CreationStep) => {
  if (reached === step) throw new Crash(step);
};

/** The real limits, except that a request is tried only twice. */
const limits = { ...defaultLimits, retry: { ...defaultLimits.retry, attempts: 2 } };

/**
 * The main process without its window: all its real parts, over HTTP against the real simulator, with a keychain that a test can read
 * and a journal in a file. A test may call `start` many times; each start finds the state of the previous one.
 */
export function setUpKeyDesk(users = 5) {
  const around = setUpSignInDesk(users);
  const journalFile = () => journalFileIn(around.desk().folder);

  function start({
    onStep = () => {},
    now = () => Date.now(),
    sleep = () => nextTurn(),
    policy = setUpPolicy(),
    ...changes
  }: Changes = {}) {
    const told: Told = { open: null, unfinished: [], problems: [], asides: [], defects: [], steps: [], later: null };
    const { vault, store, folder } = around.desk();
    const played = playedOptions({ folder, policy });
    const services = buildServices({
      ...played,
      vault,
      accountStore: store,
      workFactor: LITTLE_WORK,
      clock: {
        now,
        sleep: () => sleep(),
        after: (_ms, run) => {
          told.later = run;
          return () => {
            if (told.later === run) told.later = null;
          };
        },
      },
      limits,
      onQuarantine: ({ reason }) => told.asides.push(reason),
      onStep: (step) => {
        told.steps.push(step);
        onStep(step);
      },
      onProblem: (problem) => told.problems.push(problem),
      onDefect: (defect) => `defect ${told.defects.push(defect)}`,
      ...changes,
    });
    const { creations, handingOver, keys, receiving, secrets, usage } = services;
    secrets.subscribe(({ secret }) => {
      told.open = secret;
    });
    creations.subscribe((unfinished) => {
      told.unfinished = unfinished;
    });
    return {
      ...services,
      ...usage,
      ...handingOver,
      ...receiving,
      told,
      clipboard: played.systemClipboard,
      system: played.handoverSystem,
      campaignSystem: played.campaignSystem,
      keydeskCommand: services.tools.keydeskCommand,
      generateKey: creations.generate,
      deleteOpenKey: keys.removeOpen,
      unfinished: creations,
      resume: creations.resume,
      atRisk: creations.atRisk,
      showAgain: creations.showAgain,
      creationSettled: creations.settled,
    };
  }

  async function signIn(changes: Changes = {}, profile: 'ADMIN' | 'USER' = 'ADMIN') {
    const keydesk = start(changes);
    await around.signInAs(profile, keydesk.accounts);
    return keydesk;
  }

  return {
    ...around,
    start,
    signIn,
    /** Starts the program again after it died, and waits until it has resumed its creations. */
    async startAgain(changes: Changes = {}) {
      const keydesk = start(changes);
      await keydesk.resume();
      return keydesk;
    },
    controls: () => simulatorControls(around.simulator().url),
    /** The records in the journal's file. */
    journal: (): JournalRecord[] =>
      existsSync(journalFile())
        ? readFileSync(journalFile(), 'utf8')
            .split('\n')
            .filter((line) => line !== '')
            .map((line) => JSON.parse(line))
        : [],
    journalFile,
    /** Moves every entry of the journal `ms` milliseconds into the past. */
    ageJournal(ms: number): void {
      const older = (at: string) => new Date(Date.parse(at) - ms).toISOString();
      const text = readFileSync(journalFile(), 'utf8').replace(
        /"at":"([^"]+)"/g,
        (_, at: string) => `"at":"${older(at)}"`,
      );
      writeFileSync(journalFile(), text);
    },
    /** From now on the profile folder can be neither written nor read. Gives a function that restores it. */
    blockJournal(): () => void {
      const folder = dirname(journalFile());
      const isThere = existsSync(folder);
      if (isThere) renameSync(folder, `${folder}.blocked`);
      writeFileSync(folder, 'a file where the folder should be');
      return () => {
        rmSync(folder);
        if (isThere) renameSync(`${folder}.blocked`, folder);
      };
    },
    /** The retry token of each creation that reached the service, in order. */
    async posts(): Promise<(string | null)[]> {
      const { latest } = await simulatorControls(around.simulator().url).asked();
      return latest
        .filter(({ method, target }) => method === 'POST' && /CustomerSecretKeys|customerSecretKeys/.test(target))
        .map(({ retryToken }) => retryToken);
    },
    async keysOf(user: string) {
      return (await simulatorControls(around.simulator().url).state(user)).keys;
    },
    async keyNamed(user: string, name = wanted.name) {
      const { keys } = await simulatorControls(around.simulator().url).state(user);
      return keys.find((key) => key.name === name);
    },
    /** The user of the directory with this name, as an owner of keys. */
    async ownerNamed(userName: string, keydesk: ReturnType<typeof start>): Promise<Owner> {
      const { domains } = unwrap(await keydesk.directory.list({ fresh: false }));
      const domainId = domains.find(({ isDefault }) => isDefault)?.id ?? null;
      const found = await keydesk.directory.findUsers({ domainId, text: userName, cursor: null });
      const user = unwrap(found).users.find((each) => each.userName === userName);
      if (!user) throw new Error(`There is no ${userName}: ${JSON.stringify(found)}`);
      return { kind: 'user', domainId: user.domainId, id: user.id, ocid: user.ocid };
    },
  };
}

export type KeyDesk = ReturnType<ReturnType<typeof setUpKeyDesk>['start']>;

export const self: Owner = { kind: 'self' };
export const wanted = { name: 'ci-deploy', description: null, expiresOn: null };

/** The open secret, as the user reads it. */
export function revealed(keydesk: KeyDesk): string | null {
  const open = keydesk.secrets.current();
  const secret = open && keydesk.secrets.reveal(open.handle);
  return secret?.ok ? secret.value : null;
}
