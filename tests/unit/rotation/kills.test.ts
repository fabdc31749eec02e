import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, onTestFailed, test } from 'vitest';
import { creationSteps } from '../../../main/keys/creation-steps.ts';
import { campaignSteps, rotationStepNames } from '../../../main/rotation/announced-steps.ts';
import { createLife, type Death, followLives, type Trouble } from '../../support/faults/mortal-life.ts';
import { createRotationPeople } from '../../support/faults/rotation-people.ts';
import { createRotationTruth } from '../../support/faults/rotation-truth.ts';
import { setUpKeyDesk } from '../../support/parts/key-desk.ts';
import { newStore } from '../../support/parts/played-services.ts';
import { setUpAgeProgram } from '../../support/parts/set-up-age-program.ts';
import { runs } from '../../support/random/random-runs.ts';
import { seededRandom } from '../../support/random/seeded-random.ts';
import type { FaultToSet } from '../../support/simulator/simulator-controls.ts';

/** The number of kills in one profile folder. Then all its rotations are brought to their end. */
const KILLS = 50;
const PROFILES = runs(1) === 1 ? 1 : 200;
const DAY = 86_400_000;

const desk = setUpKeyDesk(16);
followLives();
const outside = mkdtempSync(join(tmpdir(), 'keydesk-kills-'));
const { pair } = setUpAgeProgram();
afterAll(() => {
  rmSync(outside, { recursive: true, force: true });
  console.log(
    `killed ${[...killedAt.values()].reduce((sum, times) => sum + times, 0)} times:`,
    Object.fromEntries(killedAt),
  );
});

/** What goes wrong between Keydesk and the service. */
const faults: readonly FaultToSet[] = [
  { kind: 'drop-before', path: 'CustomerSecretKeys' },
  { kind: 'drop-after', path: 'CustomerSecretKeys' },
  { kind: 'drop-after', method: 'POST', path: 'CustomerSecretKeys' },
  { kind: 'drop-after', method: 'PATCH', path: 'CustomerSecretKeys' },
  { kind: 'drop-after', method: 'DELETE', path: 'CustomerSecretKeys' },
  { kind: 'truncated-json', path: 'CustomerSecretKeys' },
  { kind: 'missing-secret', path: 'CustomerSecretKeys' },
  { kind: 'status', status: 429, path: 'CustomerSecretKeys', times: 3 },
  { kind: 'status', status: 500, path: 'CustomerSecretKeys' },
  { kind: 'status', status: 503, carriedOut: true, path: 'CustomerSecretKeys' },
];
const steps = [...creationSteps, ...campaignSteps, ...rotationStepNames, ...rotationStepNames];
/** Where programs died, and how often. */
const killedAt = new Map<string, number>();

test.each(Array.from({ length: PROFILES }, (_, profile) => profile))(
  `of rotations and campaigns that are killed ${KILLS} times nothing is lost, unknown, too early or twice (profile %i)`,
  async (profile) => {
    // Print a failure at once: a run of all profiles takes long, and may be aborted.
    onTestFailed(({ task }) => {
      for (const { message, diff } of task.result?.errors ?? []) console.log(`profile ${profile}: ${diff ?? message}`);
    });
    const draw = seededRandom(1500 + profile);
    const below = (most: number) => Math.floor(draw() * most);
    const pick = <T>(all: readonly T[]): T => all[below(all.length)] as T;
    /** In milliseconds. `passed`: the time that has passed at the service. `leap`: by how much the computer's clock is ahead. */
    let passed = 0;
    let leap = 0;
    const worldNow = () => Date.now() + passed;
    const now = () => worldNow() + leap;
    const addressBookStore = newStore();
    const truth = createRotationTruth({ desk, identity: pair().identity, worldNow });

    async function setFaults(fault: FaultToSet | null) {
      await desk.controls().clearFaults();
      await desk.controls().setFault({ kind: 'clock-skew', seconds: Math.round(passed / 1000), times: null });
      if (fault !== null) await desk.controls().setFault(fault);
    }

    function drawDeath(): Death {
      const cut = pick(['before', 'half', 'after'] as const);
      const at = pick(['request', 'request', 'keychain', 'file', 'file', 'step', 'step'] as const);
      if (at === 'step') return { at, step: pick(steps), count: 1 + below(2) };
      const most = { request: 30, keychain: 10, file: 90 }[at];
      return { at, count: 1 + below(most), cut };
    }

    const drawTrouble = (): Trouble => ({
      ...(below(12) === 0 ? { fullDisk: below(60) } : {}),
      ...(below(12) === 0 ? { goneKeychain: below(12) } : {}),
    });

    function start(life: ReturnType<typeof createLife>) {
      const keydesk = desk.start({
        now,
        sleep: life.sleep,
        onStep: life.reach,
        fetch: life.fetch(truth.watched),
        vault: life.vault(desk.desk().vault, (entry) => truth.checkRemoval(entry, life.unsynced)),
        accountStore: life.store(desk.desk().store),
        addressBookStore: life.store(addressBookStore),
      });
      truth.follow(keydesk);
      return keydesk;
    }

    const first = await desk.signIn({ now, addressBookStore });
    const { keys } = await desk.controls().state();
    const inDefault = keys.filter(({ domain }) => domain === 'Default');
    const names = [...new Set(inDefault.map(({ user }) => user.userName))].slice(0, 10);
    const owners = await Promise.all(
      names.map(async (userName) => ({ userName, owner: await desk.ownerNamed(userName, first) })),
    );
    // Every second recipient has an age key. The packets of the rest open with words.
    for (const { userName, owner } of owners.filter((_, at) => at % 2 === 0))
      first.addressBook.add({ ocid: owner.kind === 'user' ? owner.ocid : '', name: userName }, pair().publicKey);
    const folder = mkdtempSync(join(outside, 'profile-'));
    const people = createRotationPeople({ desk, truth, folder, owners, draw });
    await truth.begin();

    let kills = 0;
    for (let lived = 0; kills < KILLS; lived += 1) {
      await setFaults(below(3) === 0 ? pick(faults) : null);
      const isQuiet = lived % 12 === 11;
      leap = below(15) === 0 ? pick([-40, -8, -0.002, 0.002, 8, 40]) * DAY : 0;
      desk.desk().vault.refuse = below(25) === 0 ? pick(['put', 'get', 'remove'] as const) : null;
      const death = drawDeath();
      const life = createLife(isQuiet ? null : death, isQuiet ? {} : drawTrouble());
      if (isQuiet) {
        await setFaults(null);
        leap = 0;
        desk.desk().vault.refuse = null;
      }
      const keydesk = start(life);
      const end = await life.run(async () => {
        await keydesk.resume();
        await keydesk.rotations.resume();
        if (isQuiet) await truth.check(keydesk, false);
        for (let step = 0; step < 4; step += 1) await people.act(keydesk);
        return 'lived' as const;
      });
      if (end === 'died') {
        kills += 1;
        const place = death.at === 'step' ? death.step : `${death.cut} a ${death.at}`;
        killedAt.set(place, (killedAt.get(place) ?? 0) + 1);
      }
      await life.bury();
      expect(keydesk.told.defects).toEqual([]);
      expect(truth.wrong).toEqual([]);
      if (below(2) === 0) passed += below(7 * DAY);
    }

    // From here on there are no faults, and every rotation comes to an end.
    desk.desk().vault.refuse = null;
    leap = 0;
    for (let round = 0; round < 40; round += 1) {
      await setFaults(null);
      const life = createLife(null);
      const keydesk = start(life);
      const isLeft = await life.run(async () => {
        await keydesk.resume();
        await keydesk.rotations.resume();
        await truth.check(keydesk, false);
        return people.finish(keydesk);
      });
      expect(truth.wrong).toEqual([]);
      if (isLeft === false) {
        await truth.check(keydesk, true);
        break;
      }
      passed += 8 * DAY;
    }
    expect(truth.wrong).toEqual([]);
    const keydesk = start(createLife(null));
    await keydesk.rotations.resume();
    const plans = keydesk.rotations.ledger.plans();
    expect(plans.filter(({ ended }) => ended === null).map(({ phase, last, how }) => ({ phase, last, how }))).toEqual(
      [],
    );
    expect(plans.filter(({ ended }) => ended === 'done').length).toBeGreaterThan(0);
    expect(
      desk
        .desk()
        .vault.names()
        .filter((name) => name.startsWith('secret:')),
    ).toEqual([]);
  },
);
