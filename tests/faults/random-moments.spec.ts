import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from '@playwright/test';
import type { OpenSecret, UnfinishedCreation } from '../../bridge/values/secret.ts';
import { type DrivenApp, startDrivenApp } from '../support/app/driven-app.ts';
import { test } from '../support/app/keydesk-test.ts';
import { countLosses, type Ending, judgeRestart, type Verdict } from '../support/faults/crash-verdict.ts';
import { unwrap } from '../support/parts/unwrap.ts';
import { seededRandom } from '../support/random/seeded-random.ts';
import { paced } from '../support/runner/pace.ts';
import { type FaultToSet, type KeyState, simulatorControls } from '../support/simulator/simulator-controls.ts';
import { startSimulatorProcess } from '../support/simulator/start-simulator-process.ts';

// The real app, killed from outside at random moments. Each chain of starts has its own profile folder and its own user. Each
// start continues from what the previous one has left, and is then killed too.

const MOMENTS = Number(process.env['KEYDESK_FAULT_MOMENTS'] ?? 200);
/** Milliseconds within which Keydesk must report a key. Keydesk searches for a key for 6.5 s. */
const PATIENCE = paced(30_000);

const chains = [
  { profile: 'ADMIN', user: 'ada.byron' },
  { profile: 'USER', user: 'charles.babbage' },
] as const;
type Chain = (typeof chains)[number];

const secrets = 'keydesk.Secrets';
const generate = (name: string) =>
  `${secrets}.GenerateKey({kind:'self'}, {name:'${name}', description:'Killed at random', expiresOn:null})`;
/** Gives the secret as the person reads it; null when there is none. */
const readSecret = `${secrets}.openStore.getState().then(async ({secret}) => secret && (await ${secrets}.RevealSecret(secret.handle)).value?.secretKey)`;
const storeAndClose = `${secrets}.openStore.getState().then(async ({secret}) => {
  if (!secret) return;
  await ${secrets}.AcknowledgeSecret(secret.handle, true);
  await ${secrets}.CloseSecret(secret.handle, false);
})`;
const leaveAll = `${secrets}.unfinishedStore.getState().then(async ({creations}) => {
  for (const {creation} of creations) await ${secrets}.LeaveKey(creation);
})`;
const look = `Promise.all([${secrets}.openStore.getState(), ${secrets}.unfinishedStore.getState()]).then(
  ([{secret}, {creations}]) => ({secret, creations}))`;

interface Course {
  readonly fault: FaultToSet | null;
  /** The duration of this course, in milliseconds. */
  readonly span: number;
  readonly share: number;
}
/** A creation whose answer arrives without a fault. */
const plain: Course = { fault: null, span: 250, share: 0.7 };
const courses: readonly Course[] = [
  plain,
  { fault: { kind: 'drop-after', method: 'POST' }, span: 1200, share: 0.15 },
  { fault: { kind: 'latency', ms: 150, method: 'POST' }, span: 450, share: 0.15 },
];

test('a creation that is killed at any moment loses no secret and forgets no key', async ({ env, home }) => {
  test.setTimeout(paced(15 * 60_000));
  const endings: Ending[] = [];
  type KeyOf = (name: string) => Promise<KeyState | null>;

  async function seeRestart(app: DrivenApp, keyOf: KeyOf, name: string, handedOver: boolean): Promise<Verdict> {
    const until = Date.now() + PATIENCE;
    for (;;) {
      const { secret, creations } = await app.evaluate<{
        secret: OpenSecret | null;
        creations: readonly UnfinishedCreation[];
      }>(look);
      const secretKey = secret && (await app.evaluate<string | null>(readSecret));
      const offered = secret && secretKey ? { accessKey: secret.accessKey, secretKey } : null;
      const seen = { key: await keyOf(name), offered, unfinished: creations, handedOver };
      const verdict = judgeRestart(seen);
      if (verdict) return verdict;
      if (Date.now() > until) return 'UNKNOWN KEY';
      await wait(50);
    }
  }

  async function runChain(chain: Chain, index: number) {
    const simulator = await startSimulatorProcess(['--users', '20'], env);
    const controls = simulatorControls(simulator.url);
    const keyOf: KeyOf = async (name) =>
      (await controls.state(chain.user)).keys.find((key) => key.name === name) ?? null;
    const random = seededRandom(index);
    const userDataDir = join(home, `profile-${chain.profile}`);
    await mkdir(userDataDir, { mode: 0o700 });
    const chainEnv = { ...env, OCI_CLI_CONFIG_FILE: simulator.configFile };
    let app = await startDrivenApp(chainEnv, userDataDir);
    unwrap(
      await app.evaluate<{ ok: true; value: unknown } | { ok: false }>(
        `keydesk.Accounts.SignIn({source:'standard', profile:'${chain.profile}', passphrase:null})`,
      ),
    );

    for (let number = index; number < MOMENTS; number += chains.length) {
      const name = `moment-${number}`;
      let draw = random();
      const isDrawn = ({ share }: Course) => {
        draw -= share;
        return draw < 0;
      };
      const { fault, span } = courses.find(isDrawn) ?? plain;
      const moment = random() * span;
      let handedOver = false;

      if (fault) await controls.setFault(fault);
      const started = Promise.withResolvers<void>();
      app.onStep = (step) => step === 'started' && started.resolve();
      const flow = (async () => {
        await app.evaluate(generate(name));
        const secretKey = await app.evaluate<string | null>(readSecret);
        handedOver = secretKey !== null && secretKey === (await keyOf(name))?.secretKey;
        await app.evaluate(storeAndClose);
      })().catch(() => {});
      await started.promise;
      await wait(moment);
      await app.kill();
      await flow;
      if (fault) await controls.clearFaults();
      const last = app.steps.at(-1) ?? 'nothing';

      app = await startDrivenApp(chainEnv, userDataDir);
      const verdict = await seeRestart(app, keyOf, name, handedOver);
      endings.push({ moment: `${last}${fault ? ` (${fault.kind})` : ''}`, verdict });
      if (verdict === 'UNKNOWN KEY' || verdict === 'WRONG SECRET') {
        console.log(`${name}: ${verdict}, ${moment.toFixed(1)} ms after its start, behind "${last}"`);
      }
      await app.evaluate(storeAndClose);
      await app.evaluate(leaveAll);
      if (await keyOf(name)) await controls.deleteKeyElsewhere(chain.user, name);
    }
    await app.kill();
    await simulator.close();
  }

  await Promise.all(chains.map(runChain));
  printEndings(endings);
  const losses = countLosses(endings);
  expect(endings).toHaveLength(MOMENTS);
  expect(losses).toEqual({ lostSecrets: 0, unknownKeys: 0 });
});

function printEndings(endings: readonly Ending[]) {
  const rows = new Map<string, number>();
  for (const { moment, verdict } of endings) {
    const row = `${moment.padEnd(28)} ${verdict}`;
    rows.set(row, (rows.get(row) ?? 0) + 1);
  }
  console.log('\nlast step before the kill    after the restart');
  for (const [row, times] of [...rows].sort()) console.log(`${row.padEnd(46)} ${times}`);
  const { lostSecrets, unknownKeys } = countLosses(endings);
  console.log(`lost secrets: ${lostSecrets}, unknown keys: ${unknownKeys}\n`);
}
