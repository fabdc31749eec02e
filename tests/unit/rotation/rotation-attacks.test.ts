import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { RotationStepName } from '../../../main/rotation/announced-steps.ts';
import { type KeyDesk, self, setUpKeyDesk } from '../../support/parts/key-desk.ts';
import { setUpPolicy } from '../../support/parts/policy-desk.ts';
import { playUnseenUser } from '../../support/parts/unseen-user.ts';
import { unwrap } from '../../support/parts/unwrap.ts';

const desk = setUpKeyDesk();
const DAY = 86_400_000;

/** Makes a key of the administrator's own. Gives a function that begins its rotation, with `expiresOn` for the new key. */
async function withNewKey(keydesk: KeyDesk, expiresOn: string | null = null) {
  for (const { accessKey } of await desk.keysOf('ada.byron'))
    await desk.controls().deleteKeyElsewhere('ada.byron', accessKey);
  const open = unwrap(await keydesk.generateKey(self, { name: 'nightly', description: null, expiresOn: null }));
  unwrap(await keydesk.secrets.close(open.handle, true));
  const proposed = unwrap(await keydesk.rotations.propose(self, open.keyId));
  const newKey = { ...proposed.newKey, expiresOn };
  const begin = () => keydesk.rotations.begin({ owner: self, keyId: open.keyId, newKey, room: null });
  return { begin };
}

/** The rotation of such a key, whose new key has been handed over and tested. */
async function withTestedKey(keydesk: KeyDesk) {
  const { begin } = await withNewKey(keydesk);
  const { id } = unwrap(await begin());
  unwrap(await keydesk.rotations.next(id, true));
  return id;
}

/** Calls `act` once, when a rotation reaches this step. */
function atStep(wanted: RotationStepName, act: () => void) {
  const listener = (message: unknown) => {
    if ((message as { step: RotationStepName }).step !== wanted) return;
    unsubscribe('keydesk:rotation', listener);
    act();
  };
  subscribe('keydesk:rotation', listener);
}

test('a switch of accounts in the middle of a step reaches no key of the other account, and nothing untrue is written', async () => {
  let now = Date.now();
  const keydesk = await desk.signIn({ now: () => now });
  const admin = keydesk.accounts.current()?.id ?? '';
  const { begin } = await withNewKey(keydesk);
  const user = await desk.signInAs('USER', keydesk.accounts);
  const keysOfUser = await desk.keysOf(user.userName);
  const toUser = () => unwrap(keydesk.accounts.switchTo(user.id));
  const toAdmin = () => unwrap(keydesk.accounts.switchTo(admin));

  toAdmin();
  atStep('making', toUser);
  expect(await begin()).toMatchObject({ problem: { kind: 'rotation-of-another' } });
  expect(await desk.keysOf(user.userName)).toEqual(keysOfUser);
  expect((await desk.keysOf('ada.byron')).map(({ name }) => name)).toEqual(['nightly']);

  toAdmin();
  const { id } = unwrap(await begin());
  unwrap(await keydesk.rotations.next(id, true));
  // A paused rotation does not continue, whatever the page calls.
  unwrap(await keydesk.rotations.pause([id]));
  expect(await keydesk.rotations.next(id, false)).toMatchObject({ problem: { kind: 'rotation-not-next' } });
  expect((await desk.keyNamed('ada.byron', 'nightly'))?.status).toBe('ACTIVE');
  unwrap(await keydesk.rotations.unpause([id]));
  unwrap(await keydesk.rotations.next(id, false));
  now += 7 * DAY;
  await desk.controls().setFault({ kind: 'clock-skew', seconds: 7 * 86_400, times: null });
  atStep('deleting', toUser);
  expect(await keydesk.rotations.next(id, false)).toMatchObject({ problem: { kind: 'rotation-of-another' } });
  expect(keydesk.rotations.ledger.plan(id)).toMatchObject({ phase: 'observing', ended: null });
  expect((await desk.keysOf('ada.byron')).map(({ name }) => name)).toEqual(['nightly', 'nightly-2']);

  toAdmin();
  unwrap(await keydesk.rotations.next(id, false));
  expect((await desk.keysOf('ada.byron')).map(({ name }) => name)).toEqual(['nightly-2']);
});

test('an old key that was activated since is not deleted, and its waiting time begins again', async () => {
  let now = Date.now();
  const keydesk = await desk.signIn({ now: () => now });
  const { rotations, keys } = keydesk;
  const id = await withTestedKey(keydesk);
  unwrap(await rotations.next(id, false));
  // The person activates the old key by its menu, since a job still needs it.
  unwrap(await keys.setStatus(self, rotations.ledger.plan(id)?.old?.keyId ?? '', 'ACTIVE'));
  now += 7 * DAY;
  await desk.controls().setFault({ kind: 'clock-skew', seconds: 7 * 86_400, times: null });
  expect(await rotations.next(id, false)).toMatchObject({ problem: { kind: 'rotation-old-active' } });
  expect(await desk.keyNamed('ada.byron', 'nightly')).toMatchObject({ status: 'ACTIVE' });
  expect(rotations.ledger.plan(id)).toMatchObject({ phase: 'proved', until: null });
  unwrap(await rotations.next(id, false));
  expect(await rotations.next(id, false)).toMatchObject({ problem: { kind: 'rotation-not-next' } });
});

test('an old key whose deactivation got no answer is not told as active by what was known of it before', async () => {
  let now = Date.now();
  const keydesk = await desk.signIn({ now: () => now });
  const { rotations } = keydesk;
  const id = await withTestedKey(keydesk);
  await desk.controls().setFault({ kind: 'drop-after', method: 'PATCH' });
  expect(await rotations.next(id, false)).toMatchObject({ ok: false });
  const [old] = unwrap(await keydesk.keys.list(self)).keys;
  expect(old).toMatchObject({ name: 'nightly', status: { kind: 'unreported' } });
  unwrap(await rotations.skip(id));
  now += 7 * DAY;
  await desk.controls().setFault({ kind: 'clock-skew', seconds: 7 * 86_400, times: null });
  unwrap(await rotations.next(id, false));
  expect(rotations.ledger.plan(id)).toMatchObject({ ended: 'done' });
});

test('a status that cannot be written down is set only where no other one would be told from then on', async () => {
  const { keys, generateKey } = await desk.signIn();
  const [theirs] = unwrap(await keys.list(self)).keys;
  for (const { accessKey } of (await desk.keysOf('ada.byron')).slice(1))
    await desk.controls().deleteKeyElsewhere('ada.byron', accessKey);
  const made = unwrap(await generateKey(self, { name: 'nightly', description: null, expiresOn: null }));
  const unblock = desk.blockJournal();
  const unwritten = { problem: { kind: 'journal-failed' } };
  expect(await keys.setStatus(self, made.keyId, 'INACTIVE')).toMatchObject(unwritten);
  expect(await desk.keyNamed('ada.byron', 'nightly')).toMatchObject({ status: 'ACTIVE' });
  unwrap(await keys.setStatus(self, made.keyId, 'ACTIVE'));
  // Keydesk has reported no status for the other key. A new run that cannot read the journal does not know that, so it refuses.
  expect(await desk.start().keys.setStatus(self, theirs?.id ?? '', 'INACTIVE')).toMatchObject(unwritten);
  unwrap(await keys.setStatus(self, theirs?.id ?? '', 'INACTIVE'));
  expect(await desk.keyNamed('ada.byron', theirs?.name)).toMatchObject({ status: 'INACTIVE' });
  unblock();
});

test('an old key that was perhaps activated is not deleted before it has waited again', async () => {
  let now = Date.now();
  const keydesk = await desk.signIn({ now: () => now });
  const { rotations } = keydesk;
  const id = await withTestedKey(keydesk);
  unwrap(await rotations.next(id, false));
  await desk.controls().setFault({ kind: 'drop-after', method: 'PATCH' });
  expect(await rotations.undo(id)).toMatchObject({ ok: false });
  expect(await desk.keyNamed('ada.byron', 'nightly')).toMatchObject({ status: 'ACTIVE' });
  now += 7 * DAY;
  await desk.controls().setFault({ kind: 'clock-skew', seconds: 7 * 86_400, times: null });
  unwrap(await rotations.next(id, false));
  expect(await desk.keyNamed('ada.byron', 'nightly')).toMatchObject({ status: 'INACTIVE' });
  expect(rotations.ledger.plan(id)?.until).toBe(new Date(now + 7 * DAY).toISOString());
});

test('no step is taken on the old key while the new one is deactivated, expired or being deleted', async () => {
  let now = Date.now();
  let isGoing = false;
  /** Plays a service at which another administrator deletes the new key. */
  const fetching: typeof fetch = async (...request) => {
    const answer = await fetch(...request);
    const text = await answer.text();
    const going = text.replace(
      '"deleteInProgress":false,"displayName":"nightly-2"',
      '"deleteInProgress":true,"displayName":"nightly-2"',
    );
    return new Response(text === '' ? null : isGoing ? going : text, answer);
  };
  const keydesk = await desk.signIn({ now: () => now, fetch: fetching });
  const { rotations, keys } = keydesk;
  const { begin } = await withNewKey(keydesk, new Date(now + 3 * DAY).toISOString());
  const { id } = unwrap(await begin());
  unwrap(await rotations.next(id, true));
  const newKey = rotations.ledger.plan(id)?.made?.keyId ?? '';
  unwrap(await keys.setStatus(self, newKey, 'INACTIVE'));
  const idle = (why: string) => ({ problem: { kind: 'rotation-new-idle', keyName: 'nightly-2', why } });
  for (const press of [() => rotations.next(id, false), () => rotations.skip(id)])
    expect(await press()).toMatchObject(idle('inactive'));
  expect(await desk.keyNamed('ada.byron', 'nightly')).toMatchObject({ status: 'ACTIVE' });
  unwrap(await keys.setStatus(self, newKey, 'ACTIVE'));
  unwrap(await rotations.next(id, false));

  now += 7 * DAY;
  await desk.controls().setFault({ kind: 'clock-skew', seconds: 7 * 86_400, times: null });
  expect(await rotations.next(id, false)).toMatchObject(idle('expired'));
  isGoing = true;
  expect(await rotations.next(id, false)).toMatchObject({ problem: { kind: 'rotation-new-gone' } });
  expect(await desk.keyNamed('ada.byron', 'nightly')).toMatchObject({ status: 'INACTIVE' });
});

test('no key counts as gone because its user is not shown any more', async () => {
  let now = Date.now();
  const service = playUnseenUser();
  let isDead = false;
  const changes = { fetch: service.fetch, now: () => now };
  const keydesk = await desk.signIn({
    ...changes,
    fetch: (...of) => (isDead ? new Promise(() => {}) : service.fetch(...of)),
  });
  const { rotations } = keydesk;
  const id = await withTestedKey(keydesk);
  service.isUnseen = true;
  expect(await rotations.next(id, false)).toMatchObject({ problem: { kind: 'user-unknown' } });
  expect(rotations.ledger.plan(id)).toMatchObject({ phase: 'proved', ended: null });
  service.isUnseen = false;
  unwrap(await rotations.next(id, false));
  expect(rotations.ledger.plan(id)).toMatchObject({ phase: 'observing' });

  now += 7 * DAY;
  await desk.controls().setFault({ kind: 'clock-skew', seconds: 7 * 86_400, times: null });
  const dying = new Promise<void>((resolve) => {
    atStep('deleting', () => {
      isDead = true;
      resolve();
    });
  });
  void rotations.next(id, false);
  await dying;
  const again = desk.start(changes).rotations;
  service.isUnseen = true;
  await again.resume();
  expect(again.ledger.plan(id)).toMatchObject({ phase: 'observing', last: 'not-deleted' });
  service.isUnseen = false;
  unwrap(await again.next(id, false));
  expect(again.ledger.plan(id)).toMatchObject({ ended: 'done' });
});

test('an old key that waits for its deletion is not proposed to make room', async () => {
  const keydesk = await desk.signIn();
  const { rotations } = keydesk;
  const id = await withTestedKey(keydesk);
  unwrap(await rotations.next(id, false));
  const { old, made } = rotations.ledger.plan(id) ?? {};
  expect(unwrap(await rotations.propose(self, made?.keyId ?? ''))).toMatchObject({
    ...{ needsRoom: true, proposed: null, others: [{ keyId: old?.keyId, why: null }] },
  });
});

test('two presses at once rotate a key once', async () => {
  const keydesk = await desk.signIn();
  const { begin } = await withNewKey(keydesk);
  expect(await Promise.all([begin(), begin()])).toMatchObject([{ ok: true }, { problem: { kind: 'rotation-busy' } }]);
  expect(keydesk.rotations.ledger.plans()).toHaveLength(1);
  expect((await desk.keysOf('ada.byron')).map(({ name }) => name)).toEqual(['nightly', 'nightly-2']);
});

test('another key is not made again while the secret of the new one is open', async () => {
  const keydesk = await desk.signIn();
  const { begin } = await withNewKey(keydesk);
  const { id } = unwrap(await begin());
  expect(await keydesk.rotations.makeAgain(id)).toMatchObject({ problem: { kind: 'secret-open' } });
  expect((await desk.keysOf('ada.byron')).map(({ name }) => name)).toEqual(['nightly', 'nightly-2']);
});

test('a packet is locked as the company allows though its recipient leaves the address book, and no running campaign is handed over', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'keydesk-leaving-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const keydesk = await desk.signIn({ policy: setUpPolicy({ handOver: ['file-recipient'] }) });
  const { campaigns, campaignSystem, addressBook, rotations } = keydesk;
  for (const { accessKey } of await desk.keysOf('grace.hopper'))
    await desk.controls().deleteKeyElsewhere('grace.hopper', accessKey);
  const owner = await desk.ownerNamed('grace.hopper', keydesk);
  unwrap(await keydesk.receiving.identity.make());
  const publicKey = keydesk.receiving.identity.state()?.publicKey ?? '';
  const ocid = owner.kind === 'user' ? owner.ocid : '';
  const { id } = unwrap(addressBook.add({ ocid, name: 'grace.hopper' }, publicKey));
  campaignSystem.userList = join(folder, 'users.csv');
  campaignSystem.folder = folder;
  writeFileSync(campaignSystem.userList, 'user\ngrace.hopper\n');
  const list = unwrap(await campaigns.chooseUserList())?.list ?? '';
  const wanted = { purpose: 'create', namePattern: '{user}-new', description: null, expiresOn: null } as const;
  const request = { ...wanted, source: { kind: 'users', list } } as const;
  const { preview } = unwrap(await campaigns.preview(request, new AbortController().signal));

  const handed: Promise<unknown>[] = [];
  atStep('making', () => handed.push(campaigns.handOver(rotations.ledger.plans()[0]?.campaign ?? '', id)));
  atStep('generated', () => addressBook.remove(id));
  unwrap(await campaigns.start({ preview, leaveOut: [], rooms: [], drafts: false, expected: 1, confirmation: null }));
  await campaigns.settled();
  expect(addressBook.find(id)).toBeNull();
  const [plan] = rotations.ledger.plans();
  const lines = unwrap(await rotations.ledger.linesOf(plan?.id ?? ''));
  expect(lines.find(({ event }) => event === 'packed')).toMatchObject({ lock: 'recipient' });
  expect(await Promise.all(handed)).toMatchObject([{ problem: { kind: 'campaign-busy' } }]);
});
