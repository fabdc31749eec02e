import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from '@playwright/test';
import type { RotationRow } from '../../bridge/values/rotation.ts';
import { readLedger } from '../../main/rotation/ledger-check.ts';
import { startDrivenApp } from '../support/app/driven-app.ts';
import { test } from '../support/app/keydesk-test.ts';
import { seededRandom } from '../support/random/seeded-random.ts';
import { paced } from '../support/runner/pace.ts';
import { simulatorControls } from '../support/simulator/simulator-controls.ts';
import { startSimulatorProcess } from '../support/simulator/start-simulator-process.ts';

// The real app, killed from outside at random moments of rotations. Each start continues with what the previous start has left.

const MOMENTS = Number(process.env['KEYDESK_FAULT_MOMENTS'] ?? 100);
/** Milliseconds within which Keydesk must know the outcome of a step. Keydesk searches for a key for 6.5 s. */
const PATIENCE = paced(30_000);
const user = 'ada.byron';

const call = (name: string, ...args: unknown[]) => `keydesk.Rotations.${name}(...${JSON.stringify(args)})`;
const view = { filter: 'all', step: null, campaign: null, text: '' };
/** The open secret, as the person reads it; null: there is none. */
const readSecret = `keydesk.Secrets.openStore.getState().then(async ({secret}) => secret && {
  handle: secret.handle, accessKey: secret.accessKey,
  secretKey: (await keydesk.Secrets.RevealSecret(secret.handle)).value?.secretKey ?? null})`;
interface ReadSecret {
  readonly handle: string;
  readonly accessKey: string;
  readonly secretKey: string | null;
}
const unfinished = `keydesk.Secrets.unfinishedStore.getState().then(({creations}) => creations.map(({accessKey}) => accessKey))`;

test('a rotation that is killed at any moment says afterwards what Oracle has, and loses no secret', async ({
  env,
  home,
}) => {
  test.setTimeout(paced(20 * 60_000));
  const simulator = await startSimulatorProcess(['--users', '20'], env);
  const controls = simulatorControls(simulator.url);
  const random = seededRandom(17);
  const userDataDir = join(home, 'profile-rotations');
  await mkdir(userDataDir, { mode: 0o700 });
  const appEnv = { ...env, OCI_CLI_CONFIG_FILE: simulator.configFile };
  const keysNow = async () => (await controls.state(user)).keys;
  const stored = new Map<string, string>();
  const ends = new Map<string, number>();

  let app = await startDrivenApp(appEnv, userDataDir);
  await app.evaluate(`keydesk.Accounts.SignIn({source:'standard', profile:'ADMIN', passphrase:null})`);

  async function rowNamed(name: string): Promise<RotationRow | null> {
    const read = await app.evaluate<{ value: { rows: readonly RotationRow[] } }>(call('ReadRotations', view, 0, 200));
    return read.value.rows.find(({ keyName }) => keyName === name) ?? null;
  }
  async function store() {
    const secret = await app.evaluate<ReadSecret | null>(readSecret);
    if (secret === null || secret.secretKey === null) return;
    stored.set(secret.accessKey, secret.secretKey);
    // Close the secret that was read by its handle, since another secret may be offered by now.
    const handle = JSON.stringify(secret.handle);
    await app.evaluate(`keydesk.Secrets.AcknowledgeSecret(${handle}, true)`);
    await app.evaluate(`keydesk.Secrets.CloseSecret(${handle}, false)`);
  }
  /** Does a rotation up to its waiting time, and undoes the deactivation. */
  async function rotate(name: string) {
    const old = (await keysNow()).find((key) => key.name === name);
    const newKey = { name: `${name}-2`, description: null, expiresOn: null };
    await app.evaluate(call('BeginRotation', { owner: { kind: 'self' }, keyId: old?.id, newKey, room: null }));
    await store();
    const id = (await rowNamed(name))?.id;
    await app.evaluate(call('NextStep', id, true));
    await app.evaluate(call('NextStep', id, false));
    await app.evaluate(call('UndoStep', id));
  }
  async function settled(name: string): Promise<RotationRow | null> {
    for (const until = Date.now() + PATIENCE; ; await wait(50)) {
      const row = await rowNamed(name);
      if (row?.waitsFor.kind !== 'running' || Date.now() > until) return row;
    }
  }

  for (let number = 0; number < MOMENTS; number += 1) {
    const name = `moment-${number}`;
    for (const { accessKey } of await keysNow()) await controls.deleteKeyElsewhere(user, accessKey);
    await controls.addKeyElsewhere(user, name);
    const going = rotate(name).catch(() => {});
    await wait(random() * 700);
    await app.kill();
    await going;

    app = await startDrivenApp(appEnv, userDataDir);
    const row = await settled(name);
    const keys = await keysNow();
    const old = keys.find((key) => key.name === name);
    const made = keys.filter((key) => key.name === `${name}-2`);
    expect([name, made.length > 1]).toEqual([name, false]);
    expect([name, row?.newAccessKey ?? null]).toEqual([name, made[0]?.accessKey ?? null]);
    const madeKey = made[0]?.accessKey ?? '';
    const isStored = () => stored.has(madeKey);
    let isReported = false;
    // When Keydesk has searched for the key, it offers the secret again or reports the key.
    for (const until = Date.now() + PATIENCE; madeKey !== '' && !isStored() && !isReported && Date.now() < until; ) {
      await store();
      isReported = (await app.evaluate<readonly string[]>(unfinished)).includes(madeKey);
      await wait(50);
    }
    if (!isReported) expect([name, stored.get(madeKey)]).toEqual([name, made[0]?.secretKey]);
    if (row?.step === 'deactivated') expect([name, old?.status]).toEqual([name, 'INACTIVE']);
    if (row !== null && !row.canUndo) expect([name, old?.status]).toEqual([name, 'ACTIVE']);
    const { check } = await readLedger(join(userDataDir, 'ledger.jsonl'));
    expect([name, check.kind]).toEqual([name, 'whole']);
    const end = `${row?.step ?? 'not begun'}${isReported ? ', reported' : ''}`;
    ends.set(end, (ends.get(end) ?? 0) + 1);
    if (row?.ended === null) await app.evaluate(call('StopHere', row.id));
  }
  await app.kill();
  await simulator.close();
  console.log(`rotations after ${MOMENTS} kills:`, Object.fromEntries(ends));
});
