import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseHandedKey } from '../../../main/handover/handed-key.ts';
import { creationSteps } from '../../../main/keys/creation-steps.ts';
import { campaignSteps } from '../../../main/rotation/announced-steps.ts';
import { type Changes, Crash, type KeyDesk, setUpKeyDesk } from '../../support/parts/key-desk.ts';
import { setUpAgeProgram } from '../../support/parts/set-up-age-program.ts';
import { unwrap } from '../../support/parts/unwrap.ts';
import { runs } from '../../support/random/random-runs.ts';

const desk = setUpKeyDesk(9);
const outside = mkdtempSync(join(tmpdir(), 'keydesk-crash-'));
const users = ['grace.hopper', 'hedy.lamarr'];
const { age, pair } = setUpAgeProgram();
let folder = '';

beforeEach(async () => {
  const { keys } = await desk.controls().state();
  for (const { user, accessKey } of keys) await desk.controls().deleteKeyElsewhere(user.userName, accessKey);
  folder = mkdtempSync(join(outside, 'packets-'));
});
afterEach(() => desk.controls().clearFaults());
afterAll(() => rmSync(outside, { recursive: true, force: true }));

const addressBook = { value: undefined as unknown };
const store = {
  read: () => addressBook.value,
  write(value: unknown) {
    addressBook.value = value;
  },
};

/** Begins a campaign for three users, who all have the same age key. Resolves when the campaign has begun; never if the program died. */
async function begin(changes: Changes = {}) {
  const keydesk = await desk.signIn({ addressBookStore: store, ...changes });
  for (const userName of users) {
    const owner = await desk.ownerNamed(userName, keydesk);
    const ocid = owner.kind === 'user' ? owner.ocid : '';
    const shared = keydesk.addressBook.state().some((each) => each.userOcid === ocid);
    if (!shared) unwrap(keydesk.addressBook.add({ ocid, name: userName }, pair().publicKey));
  }
  keydesk.campaignSystem.userList = join(outside, 'users.csv');
  writeFileSync(keydesk.campaignSystem.userList, `user\n${users.join('\n')}\n`);
  const list = unwrap(await keydesk.campaigns.chooseUserList());
  const request = { namePattern: '{user}-new', description: null, expiresOn: null, purpose: 'create' } as const;
  const source = { kind: 'users', list: list?.list ?? '' } as const;
  const { preview } = unwrap(await keydesk.campaigns.preview({ ...request, source }, new AbortController().signal));
  keydesk.campaignSystem.folder = folder;
  const start = { preview, leaveOut: [], rooms: [], drafts: false, expected: 2, confirmation: null };
  const begun = unwrap(await keydesk.campaigns.start(start));
  return { keydesk, campaign: begun?.campaign ?? '', packets: begun?.folder ?? '' };
}

/** Restarts Keydesk, and resumes the campaign as often as a person would press the button. */
async function finish(campaign: string): Promise<KeyDesk> {
  const keydesk = await desk.startAgain({ addressBookStore: store });
  await keydesk.rotations.resume();
  for (let press = 0; press < 2; press += 1) {
    unwrap(await keydesk.campaigns.resume(campaign));
    await keydesk.campaigns.settled();
  }
  return keydesk;
}

/** Every user has exactly one new key, whose packet gives its secret; nothing else is left anywhere. */
async function expectAllDone(keydesk: KeyDesk, packets: string) {
  expect(keydesk.rotations.ledger.plans().map(({ userName, phase }) => [userName, phase])).toEqual(
    users.map((user) => [user, 'handed-over']),
  );
  const { keys } = await desk.controls().state();
  expect(keys.map(({ user, name }) => [user.userName, name])).toEqual(
    expect.arrayContaining(users.map((user) => [user, `${user}-new`])),
  );
  expect(keys).toHaveLength(2);
  const names = readdirSync(packets).filter((name) => name.endsWith('.age'));
  expect(names).toHaveLength(2);
  for (const name of names) {
    const { key, secret } = unwrap(parseHandedKey(await age().decrypt(readFileSync(join(packets, name)), pair().file)));
    expect(secret.toString()).toBe(keys.find(({ accessKey }) => accessKey === key.accessKey)?.secretKey);
  }
  await expect
    .poll(() =>
      desk
        .desk()
        .vault.names()
        .filter((name) => /^(secret|words):/.test(name)),
    )
    .toEqual([]);
  expect(keydesk.told.unfinished).toEqual([]);
}

describe('a campaign that is killed', () => {
  /** The steps of a creation without faults. Not `words-stored`: no call follows it by which this test could end the program. */
  const every = [
    ...creationSteps.filter((step) => !['replaced', 'reconciling', 'settled', 'offered-again'].includes(step)),
    ...campaignSteps.filter((step) => step !== 'words-stored'),
  ];
  const few = ['sent', 'answered', 'secret-stored', 'packet-written', 'packed'] as const;
  it.each(runs(1) > 1 ? every : few)(
    'at “%s” of its second key goes on after a restart, and nothing is lost or made twice',
    async (step) => {
      let seen = 0;
      const dead = Promise.withResolvers<void>();
      const isCampaign = campaignSteps.some((each) => each === step);
      const last = step === 'begun' ? 1 : 2;
      const die = () => {
        seen += 1;
        if (seen !== last) return;
        dead.resolve();
        throw new Crash(step);
      };
      const onCampaign = (message: unknown) => {
        if ((message as { step: string }).step === step) die();
      };
      // A listener of a channel cannot throw into its caller. So at a campaign's step the program dies at its next call.
      let isDead = false;
      const stopHere = (message: unknown) => {
        try {
          onCampaign(message);
        } catch {
          isDead = true;
        }
      };
      if (isCampaign) subscribe('keydesk:campaign', stopHere);
      const never = new Promise<never>(() => {});
      const { vault } = desk.desk();
      const dying = { ...vault };
      for (const call of ['put', 'get', 'remove'] as const)
        dying[call] = ((...args: [string, Uint8Array]) => (isDead ? never : vault[call](...args))) as never;
      const onStep = (reached: string) => {
        if (isDead) throw new Crash(reached);
        if (!isCampaign && reached === step) {
          try {
            die();
          } catch (error) {
            isDead = true;
            throw error;
          }
        }
      };
      const fetchOrDie: typeof fetch = (...args) => (isDead ? never : fetch(...args));
      const begun = await begin({ onStep, fetch: fetchOrDie, vault: dying }).finally(() => undefined);
      await Promise.race([dead.promise, begun.keydesk.campaigns.settled()]);
      // Wait for writes that the dead program had already begun.
      await new Promise((resolve) => setTimeout(resolve, 100));
      unsubscribe('keydesk:campaign', stopHere);
      expect(seen).toBeGreaterThanOrEqual(1);
      const keydesk = await finish(begun.campaign);
      await expectAllDone(keydesk, begun.packets);
    },
  );
});

describe('a campaign that meets trouble', () => {
  it('deletes no key whose secret the person took out of its dialog, though the ledger does not say so', async () => {
    const onStep = (step: string) => {
      if (step === 'recorded') throw new Crash(step);
    };
    const { keydesk: first, campaign } = await begin({ onStep });
    await first.campaigns.settled();
    // This run has another ledger, so the ledger of the campaign does not get the handover.
    const between = await desk.startAgain({ addressBookStore: store, ledgerFile: join(outside, 'another.jsonl') });
    const { handle = '', accessKey } = between.secrets.current() ?? {};
    unwrap(await between.secrets.close(handle, true));

    const keydesk = await finish(campaign);
    const { keys } = await desk.controls().state();
    expect(keys.map((key) => key.accessKey)).toContain(accessKey);
    const plan = keydesk.rotations.ledger.plans().find(({ made }) => made?.accessKey === accessKey);
    expect(unwrap(await keydesk.rotations.readOne(plan?.id ?? '')).row.waitsFor).toMatchObject({
      kind: 'service',
      problem: { kind: 'secret-gone' },
    });
    unwrap(await keydesk.rotations.next(plan?.id ?? '', true));
    expect(keydesk.rotations.ledger.plan(plan?.id ?? '')).toMatchObject({ ended: 'done' });
  });

  it.each([429, 503] as const)('waits and goes on by itself after a %i', async (status) => {
    await desk.controls().setFault({ kind: 'status', method: 'POST', status, times: 2, retryAfterSeconds: 1 });
    const { keydesk, packets } = await begin();
    const refused: (number | undefined)[] = [];
    keydesk.campaigns.subscribe(({ campaigns: [campaign] }) => refused.push(campaign?.counts.refused));
    await keydesk.campaigns.settled();
    expect(new Set(refused)).toEqual(new Set([0]));
    await expectAllDone(keydesk, packets);
  });

  it('waits for the person as one, however many keys it has, when it is paused', async () => {
    await desk.controls().setFault({ kind: 'status', method: 'POST', status: 429, times: null, retryAfterSeconds: 90 });
    const { keydesk, campaign } = await begin();
    keydesk.campaigns.subscribe(({ work }) => {
      if (work.kind !== 'running' || work.waiting !== 'service' || work.stopping) return;
      expect(keydesk.rotations.state()).toMatchObject({ waiting: 0, held: 0 });
      expect(keydesk.campaigns.pause()).toEqual({ ok: true, value: null });
    });
    await keydesk.campaigns.settled();
    expect(keydesk.rotations.state()).toMatchObject({ waiting: 0, held: 1 });
    expect(keydesk.campaigns.state().campaigns).toMatchObject([{ goesOn: true, counts: { toMake: 2, refused: 0 } }]);
    await desk.controls().clearFaults();
    unwrap(await keydesk.campaigns.resume(campaign));
    await keydesk.campaigns.settled();
    expect(keydesk.rotations.state()).toMatchObject({ waiting: 0, held: 0 });
  });

  it('makes one key again with its packet, and opens no dialog for it', async () => {
    await desk.controls().setFault({ kind: 'drop-after', method: 'POST' });
    const { keydesk, packets } = await begin();
    await keydesk.campaigns.settled();
    const lost = keydesk.rotations.ledger.plans().find(({ phase }) => phase === 'lost')?.id ?? '';
    expect(keydesk.rotations.state()).toMatchObject({ waiting: 1, held: 0 });
    expect(await keydesk.rotations.next(lost, false)).toMatchObject({ problem: { kind: 'rotation-not-next' } });
    unwrap(await keydesk.campaigns.makePacket(lost));
    await keydesk.campaigns.settled();
    expect(keydesk.secrets.current()).toBeNull();
    await expectAllDone(keydesk, packets);
    expect(await keydesk.campaigns.makePacket(lost)).toMatchObject({ problem: { kind: 'rotation-not-next' } });
  });

  it('counts as refused what Oracle refuses, until the person lets it go on', async () => {
    await desk.controls().setFault({ kind: 'status', method: 'POST', status: 400 });
    const { keydesk, campaign, packets } = await begin();
    await keydesk.campaigns.settled();
    expect(keydesk.campaigns.state().campaigns).toMatchObject([{ counts: { toMake: 0, refused: 1, packed: 1 } }]);
    expect(keydesk.rotations.state()).toMatchObject({ waiting: 1, held: 0 });
    unwrap(await keydesk.campaigns.resume(campaign));
    await keydesk.campaigns.settled();
    await expectAllDone(keydesk, packets);
  });

  it('reports a key whose answer was lost, and puts another in its place when the person goes on', async () => {
    await desk.controls().setFault({ kind: 'drop-after', method: 'POST' });
    const { keydesk, campaign, packets } = await begin();
    await keydesk.campaigns.settled();
    expect(keydesk.campaigns.state().campaigns).toMatchObject([{ counts: { lost: 1, packed: 1 } }]);
    expect((await desk.controls().state()).keys).toHaveLength(2);
    unwrap(await keydesk.campaigns.resume(campaign));
    await keydesk.campaigns.settled();
    await expectAllDone(keydesk, packets);
  });

  it('puts the secret into its packet though the keychain takes nothing', async () => {
    const { vault } = desk.desk();
    const onStep = (step: string) => {
      if (step === 'answered') vault.refuse = 'put';
      if (step === 'recorded') vault.refuse = null;
    };
    const { keydesk, packets } = await begin({ onStep });
    await keydesk.campaigns.settled();
    await expectAllDone(keydesk, packets);
  });

  it('stops where the folder is gone, keeps the secret, and goes on when it is back', async () => {
    let isGone = false;
    const onStep = (step: string) => {
      if (step !== 'answered' || isGone) return;
      isGone = true;
      renameSync(folder, `${folder}.gone`);
    };
    const { keydesk, campaign, packets } = await begin({ onStep });
    await keydesk.campaigns.settled();
    expect(keydesk.campaigns.state().campaigns).toMatchObject([
      { counts: { toMake: 2, packed: 0 }, problem: { kind: 'packet-folder-gone' } },
    ]);
    expect(
      desk
        .desk()
        .vault.names()
        .filter((name) => name.startsWith('secret:')),
    ).toHaveLength(1);
    renameSync(`${folder}.gone`, folder);
    unwrap(await keydesk.campaigns.resume(campaign));
    await keydesk.campaigns.settled();
    await expectAllDone(keydesk, packets);
  });

  it('is stopped after the key under way, and leaves the others out', async () => {
    const stopped = Promise.withResolvers<void>();
    let press = () => {};
    const { keydesk, campaign } = await begin({ onStep: (step) => step === 'answered' && press() });
    press = () => {
      press = () => {};
      void keydesk.campaigns.stop(campaign).then(() => stopped.resolve());
    };
    await stopped.promise;
    const phases = keydesk.rotations.ledger.plans().map(({ phase, ended }) => ended ?? phase);
    expect(phases).toEqual(['handed-over', 'skipped']);
    expect((await desk.controls().state()).keys).toHaveLength(1);
  });
});
