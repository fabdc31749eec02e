import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Owner } from '../../../bridge/values/directory.ts';
import type { Plan } from '../../../main/rotation/plan.ts';
import { createMortal } from '../../support/faults/mortal.ts';
import { type KeyDesk, self, setUpKeyDesk } from '../../support/parts/key-desk.ts';
import { unwrap } from '../../support/parts/unwrap.ts';
import { runs } from '../../support/random/random-runs.ts';
import { seededRandom } from '../../support/random/seeded-random.ts';
import type { FaultToSet } from '../../support/simulator/simulator-controls.ts';

const KILLS = runs(100) === 100 ? 100 : 10_000;
const DAY = 86_400_000;
const open = { filter: 'open', step: null, campaign: null, text: '' } as const;
const KEY = /customerSecretKeys\/([^/?]+)/i;

const desk = setUpKeyDesk(12);

/** What goes wrong between Keydesk and the service, once each. */
const faults: readonly FaultToSet[] = [
  { kind: 'drop-before', path: 'CustomerSecretKeys' },
  { kind: 'drop-after', path: 'CustomerSecretKeys' },
  { kind: 'drop-after', method: 'POST', path: 'CustomerSecretKeys' },
  { kind: 'drop-after', method: 'PATCH', path: 'CustomerSecretKeys' },
  { kind: 'drop-after', method: 'DELETE', path: 'CustomerSecretKeys' },
  { kind: 'truncated-json', path: 'CustomerSecretKeys' },
  { kind: 'missing-secret', path: 'CustomerSecretKeys' },
  { kind: 'status', status: 429, path: 'CustomerSecretKeys' },
  { kind: 'status', status: 500, path: 'CustomerSecretKeys' },
  { kind: 'status', status: 503, carriedOut: true, path: 'CustomerSecretKeys' },
];

test(`of rotations that are killed ${KILLS} times nothing is lost, unknown, too early or twice`, async () => {
  const draw = seededRandom(15);
  const below = (most: number) => Math.floor(draw() * most);
  const pick = <T>(all: readonly T[]): T | undefined => all[below(all.length)];
  let off = 0;
  const now = () => Date.now() + off;
  /** What the person has put where it is used, by access key. */
  const stored = new Map<string, string>();
  const wrong: string[] = [];
  let newest: KeyDesk | null = null;

  /** Looks at each deletion in the moment at which it leaves, and makes it as the simulator will see it. */
  const watched: typeof fetch = async (input, init) => {
    const url = String(input instanceof Request ? input.url : input);
    const method = init?.method ?? (input instanceof Request ? input.method : 'GET');
    const keyId = KEY.exec(url)?.[1];
    if (method === 'DELETE' && keyId !== undefined) checkDeletion(decodeURIComponent(keyId));
    return fetch(input, init);
  };

  function checkDeletion(keyId: string) {
    const plans = newest?.rotations.ledger.plans().filter(({ ended }) => ended === null) ?? [];
    const isRightOld = (plan: Plan) =>
      plan.old?.keyId === keyId &&
      plan.phase === 'deleting' &&
      plan.until !== null &&
      now() >= Date.parse(plan.until) &&
      stored.has(plan.made?.accessKey ?? '');
    const isLostNew = (plan: Plan) => plan.made?.keyId === keyId && !stored.has(plan.made.accessKey);
    if (!plans.some((plan) => isRightOld(plan) || isLostNew(plan) || plan.room === keyId)) {
      wrong.push(`the deletion of ${keyId} came too early, or of the wrong key`);
    }
  }

  async function setFaults(fault: FaultToSet | null) {
    await desk.controls().clearFaults();
    if (off !== 0) await desk.controls().setFault({ kind: 'clock-skew', seconds: Math.round(off / 1000), times: null });
    if (fault !== null) await desk.controls().setFault(fault);
  }

  function start(mortal: ReturnType<typeof createMortal>) {
    newest = desk.start({ now, fetch: mortal.fetch(watched), vault: mortal.vault(desk.desk().vault) });
    return newest;
  }

  /** The person copies an open secret to where it is used, most of the time, and closes its dialog. */
  async function takeSecret(keydesk: KeyDesk) {
    const shown = keydesk.secrets.current();
    if (shown === null) return;
    const secret = keydesk.secrets.reveal(shown.handle);
    if (secret.ok && below(10) > 0) {
      stored.set(shown.accessKey, secret.value);
      keydesk.secrets.acknowledge(shown.handle, true);
      await keydesk.secrets.close(shown.handle, false);
    }
  }

  async function beginOne(keydesk: KeyDesk, owners: readonly Owner[]) {
    const owner = pick(owners) ?? self;
    const listed = await keydesk.keys.list(owner);
    const key = listed.ok ? pick(listed.value.keys) : undefined;
    if (key === undefined) return;
    const proposal = await keydesk.rotations.propose(owner, key.id);
    if (!proposal.ok || proposal.value.running !== null) return;
    const { newKey, needsRoom, others } = proposal.value;
    // The person lets a key go that belongs to no rotation.
    const isFree = ({ keyId }: { readonly keyId: string }) =>
      keydesk.rotations.ledger
        .plans()
        .every(({ ended, old, made }) => ended !== null || (old?.keyId !== keyId && made?.keyId !== keyId));
    const room = needsRoom ? (others.find(isFree)?.keyId ?? null) : null;
    await keydesk.rotations.begin({ owner, keyId: key.id, newKey, room });
  }

  async function act(keydesk: KeyDesk, owners: readonly Owner[]) {
    const { rotations } = keydesk;
    await takeSecret(keydesk);
    const page = await rotations.read(open, 0, 100);
    const row = page.ok ? pick(page.value.rows) : undefined;
    const choice = below(20);
    if (row === undefined || choice < 4) return beginOne(keydesk, owners);
    if (choice === 4) return rotations.skip(row.id);
    if (choice === 5) return rotations.undo(row.id);
    if (choice === 6) return rotations.stopHere(row.id);
    if (row.waitsFor.kind === 'person' || row.waitsFor.kind === 'service') {
      return rotations.next(row.id, row.newAccessKey !== null && stored.has(row.newAccessKey));
    }
  }

  /** Against the simulator's own record: each key is known, its secret is somewhere, and no rotation made two. */
  async function checkAll(keydesk: KeyDesk, first: ReadonlySet<string>) {
    const plans = keydesk.rotations.ledger.plans();
    const reported = new Set(keydesk.unfinished.state().map(({ accessKey }) => accessKey));
    const { keys } = await desk.controls().state();
    for (const { id, accessKey, name, secretKey } of keys.filter((key) => !first.has(key.id))) {
      const plan = plans.find(({ made }) => made?.keyId === id);
      const isOpen = keydesk.secrets.current()?.accessKey === accessKey;
      const isKnown = plan !== undefined || reported.has(accessKey) || isOpen || stored.has(accessKey);
      if (!isKnown) wrong.push(`the key ${name} is unknown`);
      const isLost = !stored.has(accessKey) && !isOpen && !reported.has(accessKey);
      if (isLost && !['made', 'lost'].includes(plan?.phase ?? '') && plan?.ended === null) {
        wrong.push(`the secret of ${name} is lost at ${plan?.phase}`);
      }
      if (stored.has(accessKey) && stored.get(accessKey) !== secretKey)
        wrong.push(`the secret of ${name} is another one`);
    }
    for (const plan of plans) {
      const old = keys.find(({ id }) => id === plan.old?.keyId);
      if (plan.ended === 'done' && old !== undefined) wrong.push(`${plan.keyName} was told as deleted`);
      if (plan.last === 'deactivated' && old?.status === 'ACTIVE')
        wrong.push(`${plan.keyName} was told as deactivated`);
      if (plan.last === 'reactivated' && old?.status === 'INACTIVE') wrong.push(`${plan.keyName} was told as active`);
    }
    const made = plans.flatMap(({ made: key }) => key?.keyId ?? []);
    if (new Set(made).size !== made.length) wrong.push('two rotations have one new key');
  }

  const first = await desk.signIn({ now });
  const owners = await Promise.all(
    (await desk.controls().state()).keys.slice(0, 8).map(({ user }) => desk.ownerNamed(user.userName, first)),
  );
  const initial = new Set((await desk.controls().state()).keys.map(({ id }) => id));
  let kills = 0;
  while (kills < KILLS) {
    await setFaults(below(3) === 0 ? (pick(faults) ?? null) : null);
    desk.desk().vault.refuse = below(25) === 0 ? 'put' : null;
    const mortal = createMortal({ after: 1 + below(24), before: below(2) === 0 });
    const keydesk = start(mortal);
    const life = (async () => {
      await keydesk.resume();
      await keydesk.rotations.resume();
      for (let step = 0; step < 5; step += 1) await act(keydesk, owners);
      return 'lived' as const;
    })();
    const end = await Promise.race([life, mortal.died]);
    if (end === 'died') kills += 1;
    // A kill in this model ends no write: the files that are under way are written first.
    for (let turn = 0; turn < 3; turn += 1) {
      await wait(1);
      await keydesk.rotations.ledger.append();
    }
    expect(keydesk.told.defects).toEqual([]);
    expect(wrong).toEqual([]);
    if (below(4) === 0) off += below(6 * DAY);
  }

  // Then nothing goes wrong any more, and every rotation comes to an end.
  desk.desk().vault.refuse = null;
  const keydesk = start(createMortal({ after: Number.POSITIVE_INFINITY, before: false }));
  for (let round = 0; round < 40; round += 1) {
    await setFaults(null);
    await keydesk.resume();
    await keydesk.rotations.resume();
    await checkAll(keydesk, initial);
    expect(wrong).toEqual([]);
    const { rows } = unwrap(await keydesk.rotations.read(open, 0, 100));
    if (rows.length === 0) break;
    for (const { id } of rows) {
      const shown = keydesk.secrets.current();
      if (shown !== null) {
        stored.set(shown.accessKey, unwrap(keydesk.secrets.reveal(shown.handle)));
        keydesk.secrets.acknowledge(shown.handle, true);
        await keydesk.secrets.close(shown.handle, false);
      }
      const { row } = unwrap(await keydesk.rotations.readOne(id));
      const isStored = row.newAccessKey !== null && stored.has(row.newAccessKey);
      // Both of the user's keys are in use: there is no room for a third.
      if (row.next === 'make' && row.waitsFor.kind === 'service') await keydesk.rotations.skip(id);
      else if (row.next === 'hand-over' && !isStored) await keydesk.rotations.makeAgain(id);
      else if (row.next !== null) await keydesk.rotations.next(id, isStored);
    }
    off += 8 * DAY;
  }
  const { rows } = unwrap(await keydesk.rotations.read(open, 0, 100));
  expect(rows.map(({ step, next, waitsFor }) => ({ step, next, waitsFor }))).toEqual([]);
  const ended = keydesk.rotations.ledger.plans().map((plan) => plan.ended);
  expect(ended.filter((how) => how === 'done').length).toBeGreaterThan(KILLS / 50);
});
