import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { creationSteps } from '../../../main/keys/creation-steps.ts';
import { rotationStepNames } from '../../../main/rotation/announced-steps.ts';
import { unpackSecret } from '../../../main/secret/stored-secret.ts';
import { readinessTimes } from '../../../main/usage/readiness.ts';
import { createLife, type Death, followLives, type Life, type Trouble } from '../../support/faults/mortal-life.ts';
import { type KeyDesk, self, setUpKeyDesk } from '../../support/parts/key-desk.ts';
import { newStore } from '../../support/parts/played-services.ts';
import { unwrap } from '../../support/parts/unwrap.ts';
import { runs } from '../../support/random/random-runs.ts';
import { seededRandom } from '../../support/random/seeded-random.ts';

const USUAL = 8;
const isLong = runs(1) > 1;
const cuts = ['before', 'after'] as const;

const desk = setUpKeyDesk();
followLives();
const usual = { ...readinessTimes };
beforeEach(() => void Object.assign(readinessTimes, { everyMs: 1, unbrokenMs: 1 }));
afterEach(() => void Object.assign(readinessTimes, usual));

test(`a press for a saved key that dies at ${isLong ? 'any' : 'some'} moment leaves a key that works in the tool's file and in the keychain`, async () => {
  const draw = seededRandom(16);
  const below = (most: number) => Math.floor(draw() * most);
  const stores = { savedKeysStore: newStore(), writtenProfilesStore: newStore() };
  const { vault } = desk.desk();

  const start = (life: Life): KeyDesk =>
    desk.start({
      sleep: life.sleep,
      onStep: life.reach,
      fetch: life.fetch(fetch),
      s3Fetch: life.fetch(fetch),
      vault: life.vault(vault),
      accountStore: life.store(desk.desk().store),
      savedKeysStore: life.store(stores.savedKeysStore),
      writtenProfilesStore: life.store(stores.writtenProfilesStore),
    });

  /** Does the work in a run of the program that does not die. */
  async function live<T>(work: (keydesk: KeyDesk) => Promise<T>): Promise<T> {
    const life = createLife(null);
    const done = await life.run(() => work(start(life)));
    if (done === 'died') throw new Error('It was not to die.');
    await life.bury();
    return done;
  }

  /** The key in the AWS CLI's file, as another program reads it. */
  function keyInFile() {
    const text = readFileSync(join(desk.desk().folder.home, '.aws', 'credentials'), 'utf8');
    const valuesOf = (key: string) =>
      text.match(new RegExp(`^${key} = (.*)$`, 'gm'))?.map((line) => line.split(' = ')[1]);
    return { accessKeys: valuesOf('aws_access_key_id') ?? [], secretKeys: valuesOf('aws_secret_access_key') ?? [] };
  }

  /** The saved keys' secrets in the keychain, by access key. */
  async function keysInVault(): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    for (const name of vault.names().filter((each) => each.startsWith('kept:'))) {
      const secret = unpackSecret(unwrap(await vault.get(name)) ?? Buffer.alloc(0));
      if (secret !== null) found.set(secret.accessKey, secret.secretKey.toString());
    }
    return found;
  }

  /** What must be true at any moment: the file has one key, which works and is in the keychain too; and the key `backup` works. */
  async function checkKeys({ saved }: KeyDesk, moment: string): Promise<void> {
    const { accessKeys, secretKeys } = keyInFile();
    expect([moment, accessKeys.length, secretKeys.length]).toEqual([moment, 1, 1]);
    const there = await desk.keysOf('ada.byron');
    const inVault = await keysInVault();
    const backup = saved.state().find(({ name }) => name === 'backup')?.accessKey ?? '';
    for (const accessKey of [accessKeys[0] ?? '', backup]) {
      const { secretKey, status } = there.find((key) => key.accessKey === accessKey) ?? {};
      expect([moment, status, inVault.get(accessKey)]).toEqual([moment, 'ACTIVE', secretKey]);
    }
    expect([moment, there.find((key) => key.accessKey === accessKeys[0])?.secretKey]).toEqual([moment, secretKeys[0]]);
  }

  /** One press in *On this computer*. */
  async function press(keydesk: KeyDesk): Promise<void> {
    const id = keydesk.saved.state().find(({ name }) => name === 'backup')?.id ?? '';
    const seen = await keydesk.rotations.previewSaved([id]);
    if (!seen.ok || seen.value.keys.some(({ problem }) => problem !== null)) return;
    const pressed = await keydesk.rotations.rotateSaved({ keys: [id], digest: seen.value.digest });
    if (pressed.ok) await keydesk.rotations.settled();
  }

  const openPlan = ({ rotations }: KeyDesk) => rotations.ledger.plans().find(({ ended }) => ended === null);

  /** Continues the rotation after a restart, until the old key waits for its deletion. */
  async function goOn(keydesk: KeyDesk, moment: string): Promise<void> {
    await keydesk.resume();
    await keydesk.rotations.resume();
    await checkKeys(keydesk, moment);
    if (openPlan(keydesk) === undefined) await press(keydesk);
    for (let pressed = 0; pressed < 4 && openPlan(keydesk)?.phase !== 'observing'; pressed += 1) {
      await keydesk.rotations.next(openPlan(keydesk)?.id ?? '', false);
      await checkKeys(keydesk, moment);
    }
    const plan = openPlan(keydesk);
    expect([moment, plan?.phase, plan?.last]).toEqual([moment, 'observing', 'deactivated']);
    const { made, old } = plan ?? {};
    expect([moment, keyInFile().accessKeys]).toEqual([moment, [made?.accessKey]]);
    const there = await desk.keysOf('ada.byron');
    const status = there.map((key) => [key.accessKey, key.status]);
    expect([moment, ...status]).toEqual([moment, [old?.accessKey, 'INACTIVE'], [made?.accessKey, 'ACTIVE']]);
    const names = keydesk.saved.state().map(({ name, accessKey }) => [name, accessKey]);
    expect([moment, ...names]).toEqual([moment, ['backup-old', old?.accessKey], ['backup', made?.accessKey]]);
    expect([moment, ...(await keysInVault()).keys()].toSorted()).toEqual(
      [moment, old?.accessKey, made?.accessKey].toSorted(),
    );
    expect([moment, ...vault.names().filter((name) => name.startsWith('secret:'))]).toEqual([moment]);
  }

  /** Deletes the old key, so that the next trial begins with one key again. */
  async function deleteOld(keydesk: KeyDesk): Promise<void> {
    const { id = '', old } = openPlan(keydesk) ?? {};
    unwrap(await keydesk.rotations.stopHere(id));
    await desk.controls().deleteKeyElsewhere('ada.byron', old?.accessKey ?? '');
    const saved = keydesk.saved.state().find(({ name }) => name === 'backup-old');
    unwrap(await keydesk.saved.forget(saved?.id ?? ''));
  }

  await desk.signIn(stores);
  await live(async (keydesk) => {
    for (const { accessKey } of await desk.keysOf('ada.byron'))
      await desk.controls().deleteKeyElsewhere('ada.byron', accessKey);
    const made = unwrap(await keydesk.generateKey(self, { name: 'nightly', description: null, expiresOn: null }));
    unwrap(await keydesk.saved.keep(made.handle, 'backup', null));
    unwrap(await keydesk.secrets.close(made.handle, true));
    const source = { kind: 'saved', id: keydesk.saved.state()[0]?.id ?? '' } as const;
    const request = { tool: 'aws', name: 'nightly', region: null, bucket: null, source } as const;
    const { digest } = unwrap(await keydesk.tools.preview(request));
    unwrap(await keydesk.tools.write(request, digest));
  });

  /** Counts the calls to the network, the keychain and the disk that one press makes. */
  const whole = createLife(null);
  await whole.run(() => press(start(whole)));
  await whole.bury();
  await live(async (keydesk) => {
    await goOn(keydesk, 'nothing');
    await deleteOld(keydesk);
  });
  const deaths: Death[] = [...creationSteps, ...rotationStepNames].map((step) => ({ at: 'step', step, count: 1 }));
  for (const at of ['request', 'keychain', 'file'] as const)
    for (let count = 1; count <= whole.counts[at]; count += 1)
      for (const cut of at === 'file' ? [(['before', 'half', 'after'] as const)[below(3)] ?? 'half'] : cuts)
        deaths.push({ at, count, cut });
  const chosen = isLong ? deaths : Array.from({ length: USUAL }, () => deaths[below(deaths.length)] as Death);

  let died = 0;
  for (const death of chosen) {
    const trouble: Trouble =
      below(4) > 0
        ? {}
        : below(2) === 0
          ? { fullDisk: below(whole.counts.file) }
          : { goneKeychain: below(whole.counts.keychain) };
    const life = createLife(death, trouble);
    const keydesk = start(life);
    const end = await life.run(() => press(keydesk));
    await life.bury();
    if (end === 'died') died += 1;
    const moment = JSON.stringify({ ...death, ...trouble });
    expect([moment, keydesk.told.defects]).toEqual([moment, []]);
    await live(async (again) => {
      await goOn(again, moment);
      await deleteOld(again);
    });
  }
  console.log(`a press for a saved key: ${chosen.length} trials, died in ${died}`);
  expect(died).toBeGreaterThan(chosen.length / 3);
});
