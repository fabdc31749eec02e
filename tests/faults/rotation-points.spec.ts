import process from 'node:process';
import { expect } from '@playwright/test';
import type { RotationRow } from '../../bridge/values/rotation.ts';
import type { RotationStepName } from '../../main/rotation/announced-steps.ts';
import { test } from '../support/app/keydesk-test.ts';
import type { RunningApp } from '../support/app/launch-app.ts';
import { endAt, PATIENCE } from '../support/faults/end-at.ts';
import {
  controls,
  keychainEntries,
  shareEndedComputer,
  startAgain,
  takeRunning,
} from '../support/faults/ended-computer.ts';

// The real app is killed at the steps of a rotation, and started again. What it then says of both keys must be true at Oracle.
// `tests/unit/rotation/kills.test.ts` tests all moments.

const user = 'ada.byron';
const WEEK = 8 * 86_400;

/** The press during which the app is killed, the number of presses before it, and what must be true afterwards. */
interface Point {
  readonly step: RotationStepName;
  readonly press: 'begin' | 'next' | 'undo';
  readonly after: number;
  /** The state of the old key at Oracle; `fresh`: whether there is a new key. */
  readonly old: 'ACTIVE' | 'INACTIVE' | 'gone';
  readonly fresh: boolean;
  readonly row: Partial<RotationRow>;
}
const points: readonly Point[] = [
  { step: 'making', press: 'begin', after: 0, old: 'ACTIVE', fresh: false, row: { step: 'chosen', next: 'make' } },
  { step: 'generated', press: 'begin', after: 0, old: 'ACTIVE', fresh: true, row: { step: 'made', next: 'hand-over' } },
  { step: 'made', press: 'begin', after: 0, old: 'ACTIVE', fresh: true, row: { step: 'made', next: 'hand-over' } },
  {
    step: 'deactivating',
    press: 'next',
    after: 1,
    old: 'ACTIVE',
    fresh: true,
    row: { step: 'tested', next: 'deactivate' },
  },
  { step: 'deactivated', press: 'next', after: 1, old: 'INACTIVE', fresh: true, row: { canUndo: true } },
  { step: 'reactivating', press: 'undo', after: 2, old: 'INACTIVE', fresh: true, row: { canUndo: true } },
  { step: 'reactivated', press: 'undo', after: 2, old: 'ACTIVE', fresh: true, row: {} },
  {
    step: 'deleting',
    press: 'next',
    after: 2,
    old: 'INACTIVE',
    fresh: true,
    row: { step: 'observed', next: 'delete' },
  },
  { step: 'deleted', press: 'next', after: 2, old: 'gone', fresh: true, row: { ended: 'done' } },
];
/** The two points at which Oracle has carried out a step that the ledger does not have yet. */
const brief = points.filter(({ step }) => step === 'generated' || step === 'deactivated');

const call = <T>({ page }: RunningApp, name: string, ...args: readonly unknown[]): Promise<T> =>
  page.evaluate(async ([called, given]) => Reflect.get(window, 'keydesk').Rotations[called](...given), [
    name,
    args,
  ] as const);
async function rows(app: RunningApp): Promise<readonly RotationRow[]> {
  const view = { filter: 'all', step: null, campaign: null, text: '' };
  const read = await call<{ value: { rows: readonly RotationRow[] } }>(app, 'ReadRotations', view, 0, 50);
  return read.value.rows;
}
const rowOf = async (app: RunningApp, name: string) => (await rows(app)).find(({ keyName }) => keyName === name);
const next = async (app: RunningApp, name: string, word: boolean) =>
  call(app, 'NextStep', (await rowOf(app, name))?.id, word);

/** Moves the clocks of the app and of Oracle. */
async function setClocks({ app }: RunningApp, seconds: number): Promise<void> {
  await controls().setFault({ kind: 'clock-skew', seconds, times: null });
  await app.evaluate((_electron, ms) => {
    const { now } = Date;
    Date.now = () => now() + ms;
  }, seconds * 1000);
}

const storeSecret = ({ page }: RunningApp) =>
  page.evaluate(async () => {
    const { Secrets } = Reflect.get(window, 'keydesk');
    const { secret } = await Secrets.openStore.getState();
    if (secret === null) return null;
    const revealed = await Secrets.RevealSecret(secret.handle);
    await Secrets.AcknowledgeSecret(secret.handle, true);
    await Secrets.CloseSecret(secret.handle, false);
    return { accessKey: String(secret.accessKey), secretKey: String(revealed.value.secretKey) };
  });

async function begin(app: RunningApp, name: string) {
  const old = (await controls().state(user)).keys.find((key) => key.name === name);
  const newKey = { name: `${name}-2`, description: null, expiresOn: null };
  return call(app, 'BeginRotation', { owner: { kind: 'self' }, keyId: old?.id, newKey, room: null });
}

shareEndedComputer();

for (const { step, press, after, old, fresh, row } of process.env['KEYDESK_LONG'] === 'yes' ? points : brief) {
  test(`killed at "${step}" of a rotation: Keydesk says afterwards what Oracle has`, async ({ desktop }) => {
    const name = `ended-${step}`;
    for (const { accessKey } of (await controls().state(user)).keys)
      await controls().deleteKeyElsewhere(user, accessKey);
    await controls().addKeyElsewhere(user, name);
    const isDeletion = step === 'deleting' || step === 'deleted';

    let app = await takeRunning(desktop);
    // The clocks go back more than a week for the deactivation, so that the waiting time of the old key is over at the deletion.
    if (isDeletion) await setClocks(app, -WEEK);
    if (after > 0) {
      await begin(app, name);
      await storeSecret(app);
      await next(app, name, true);
    }
    if (after > 1) await next(app, name, false);
    if (isDeletion) {
      await controls().clearFaults();
      await setClocks(app, WEEK);
      await controls().clearFaults();
    }
    await endAt({ channel: 'keydesk:rotation', step, signal: 'SIGKILL' }, app, async (arm) => {
      const pressed = await rowOf(app, name);
      await arm();
      if (press === 'begin') await begin(app, name);
      else
        await call(
          app,
          press === 'undo' ? 'UndoStep' : 'NextStep',
          ...[pressed?.id, false].slice(0, press === 'undo' ? 1 : 2),
        );
    });

    app = await startAgain(desktop);
    await expect.poll(() => rowOf(app, name), { timeout: PATIENCE }).toMatchObject({ ...row, keyName: name });
    await expect.poll(async () => (await rowOf(app, name))?.waitsFor.kind, { timeout: PATIENCE }).not.toBe('running');
    const { keys } = await controls().state(user);
    expect(keys.find((key) => key.name === name)?.status ?? 'gone').toBe(old);
    const made = keys.filter((key) => key.name === `${name}-2`);
    expect(made).toHaveLength(fresh ? 1 : 0);
    const told = await rowOf(app, name);
    expect(told?.newAccessKey ?? null).toBe(made[0]?.accessKey ?? null);
    // The secret of a key that was just made is offered again.
    const offered = async () => (await storeSecret(app))?.secretKey;
    if (press === 'begin') await expect.poll(offered).toBe(made[0]?.secretKey);
    else await storeSecret(app);
    await expect.poll(() => keychainEntries(desktop, 'secret')).toEqual([]);
    if (told?.ended === null) await call(app, 'StopHere', told.id);
  });
}
