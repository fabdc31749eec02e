import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { createTraceFinder, readAllFiles } from '../../support/attacks/traces.ts';
import { type KeyDesk, self, setUpKeyDesk } from '../../support/parts/key-desk.ts';
import { chosen, lineAbout, nextId } from '../../support/parts/rotation-lines.ts';
import { unwrap } from '../../support/parts/unwrap.ts';

const desk = setUpKeyDesk();
const everything = { filter: 'all', step: null, campaign: null, text: '' } as const;
const DAY = 86_400_000;

const rowOf = async (keydesk: KeyDesk, id: string) => unwrap(await keydesk.rotations.readOne(id)).row;
const old = { name: 'nightly', description: null, expiresOn: null };

/** A user's own key that is to be replaced. */
async function withOldKey(keydesk: KeyDesk) {
  const open = unwrap(await keydesk.generateKey(self, old));
  unwrap(await keydesk.secrets.close(open.handle, true));
  return open;
}

test('the number of ten old keys is typed before they are deactivated', async () => {
  const { rotations, accounts } = await desk.signIn();
  const account = accounts.current();
  if (account === null) throw new Error('Nobody is signed in.');
  const ids = Array.from({ length: 10 }, nextId);
  const lines = ids.flatMap((id) => [
    chosen(id, { account }),
    lineAbout(id, 'old', { event: 'making', creation: nextId() }),
    lineAbout(id, 'new', { event: 'made' }),
    lineAbout(id, 'new', { event: 'handed-over', way: 'word', to: null }),
    lineAbout(id, 'new', { event: 'confirmed', proof: 'word' }),
  ]);
  unwrap(await rotations.ledger.append(...lines));
  for (const confirmation of [null, '9', ''])
    expect(await rotations.deactivateMany({ ids, confirmation })).toMatchObject({
      problem: { kind: 'confirmation-needed', keys: 10 },
    });
  expect(rotations.state().run).toBeNull();
  expect(await rotations.deactivateMany({ ids, confirmation: '10' })).toMatchObject({ ok: true });
  await rotations.settled();
});

test('a key is replaced step by step, and the old one goes when its waiting time has passed', async () => {
  let now = Date.now();
  const keydesk = await desk.signIn({ now: () => now });
  const { rotations, secrets } = keydesk;
  const { keyId } = await withOldKey(keydesk);

  const proposal = unwrap(await rotations.propose(self, keyId));
  expect(proposal).toMatchObject({ keyName: 'nightly', newKey: { name: 'nightly-2' }, running: null });
  // There are two keys, and both may be in use: none is proposed for deletion, and none is deleted without the person's choice.
  const [other] = proposal.others;
  expect(proposal).toMatchObject({ needsRoom: true, proposed: null, others: [{ why: null }] });
  expect(await rotations.begin({ owner: self, keyId, newKey: proposal.newKey, room: null })).toMatchObject({
    ok: false,
    problem: { kind: 'key-limit' },
  });
  expect(rotations.state()).toMatchObject({ open: 0, ended: 1, waiting: 0 });
  const room = other?.keyId ?? null;
  const { id } = unwrap(await rotations.begin({ owner: self, keyId, newKey: proposal.newKey, room }));
  expect((await desk.keysOf('ada.byron')).map(({ name }) => name)).toEqual(['nightly', 'nightly-2']);
  expect(await rowOf(keydesk, id)).toMatchObject({ step: 'made', next: 'hand-over', waitsFor: { kind: 'person' } });
  expect(secrets.state().secret?.keyName).toBe('nightly-2');
  expect(await rotations.next(id, false)).toMatchObject({ ok: true });

  secrets.acknowledge(secrets.current()?.handle ?? '', true);
  unwrap(await secrets.close(secrets.current()?.handle ?? '', false));
  await expect.poll(async () => (await rowOf(keydesk, id)).step).toBe('handed-over');
  expect(await rowOf(keydesk, id)).toMatchObject({ next: 'confirm' });
  expect(await rotations.next(id, false)).toMatchObject({ ok: false, problem: { kind: 'rotation-word-needed' } });
  unwrap(await rotations.next(id, true));
  expect(await rowOf(keydesk, id)).toMatchObject({ step: 'tested', next: 'deactivate', canSkip: true });
  // A colleague may continue a paused rotation, so Keydesk offers no next step here.
  unwrap(await rotations.pause([id]));
  expect(await rowOf(keydesk, id)).toMatchObject({ next: null, canSkip: false, canStop: true });
  unwrap(await rotations.unpause([id]));

  unwrap(await rotations.next(id, false));
  expect(await rowOf(keydesk, id)).toMatchObject({
    step: 'deactivated',
    next: null,
    canUndo: true,
    waitsFor: { kind: 'time', until: new Date(now + 7 * DAY).toISOString() },
  });
  expect((await desk.keyNamed('ada.byron', 'nightly'))?.status).toBe('INACTIVE');
  expect(await rotations.next(id, false)).toMatchObject({ ok: false, problem: { kind: 'rotation-not-next' } });
  expect(await rotations.deleteDue([id])).toMatchObject({
    ok: false,
    problem: { kind: 'rotation-not-due' },
  });

  expect(await rotations.deactivateMany({ ids: [id], confirmation: null })).toMatchObject({
    ok: false,
    problem: { kind: 'rotation-not-next' },
  });

  unwrap(await rotations.undo(id));
  expect(await rowOf(keydesk, id)).toMatchObject({ step: 'tested', canUndo: false });
  unwrap(await rotations.deactivateMany({ ids: [id], confirmation: null }));
  await rotations.settled();
  expect(await rowOf(keydesk, id)).toMatchObject({ step: 'deactivated', canUndo: true });

  now += 7 * DAY;
  // The service refuses a clock that is days ahead, so a wrong clock deletes no key too early.
  expect(await rotations.next(id, false)).toMatchObject({ ok: false, problem: { kind: 'clock-skew' } });
  await desk.controls().setFault({ kind: 'clock-skew', seconds: 7 * 86_400, times: null });
  expect(await rowOf(keydesk, id)).toMatchObject({ step: 'observed', next: 'delete' });
  expect(rotations.state()).toMatchObject({ open: 1 });
  unwrap(await rotations.deleteDue([id]));
  await rotations.settled();
  expect(await rowOf(keydesk, id)).toMatchObject({ step: 'deleted', ended: 'done', waitsFor: { kind: 'nothing' } });
  expect(await desk.keyNamed('ada.byron', 'nightly')).toBeUndefined();
  expect(await desk.keyNamed('ada.byron', 'nightly-2')).toBeDefined();
  expect(unwrap(await rotations.read(everything, 0, 100)).total).toBe(2);

  const text = readFileSync(join(dirname(desk.journalFile()), 'ledger.jsonl'), 'utf8');
  expect(
    text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line).event),
  ).toEqual([
    ...['chosen', 'making', 'not-made', 'skipped'],
    'chosen',
    'making',
    'room-deleting',
    'room-deleted',
    'made',
    'handed-over',
    'confirmed',
    'paused',
    'resumed',
    'deactivating',
    'deactivated',
    'reactivating',
    'reactivated',
    'deactivating',
    'deactivated',
    'deleting',
    'deleted',
  ]);
});

test('no file of the profile has the secret of the old key or of the new one', async () => {
  const keydesk = await desk.signIn();
  await desk.controls().deleteKeyElsewhere('ada.byron', (await desk.keysOf('ada.byron'))[0]?.accessKey ?? '');
  const { keyId } = await withOldKey(keydesk);
  const { newKey } = unwrap(await keydesk.rotations.propose(self, keyId));
  const { id } = unwrap(await keydesk.rotations.begin({ owner: self, keyId, newKey, room: null }));
  unwrap(await keydesk.rotations.next(id, true));
  unwrap(await keydesk.rotations.next(id, false));
  expect(await rowOf(keydesk, id)).toMatchObject({ step: 'deactivated' });
  const secrets = (await desk.keysOf('ada.byron')).map(({ secretKey }) => secretKey);
  expect(secrets).toHaveLength(2);
  const hasTrace = createTraceFinder(secrets);
  const files = await readAllFiles(dirname(desk.journalFile()));
  expect(files.map(({ path }) => basename(path))).toContain('ledger.jsonl');
  expect(files.filter(({ content }) => hasTrace(content)).map(({ path }) => path)).toEqual([]);
});

test('no waiting time begins by a clock that is behind', async () => {
  let off = 0;
  const keydesk = await desk.signIn({ now: () => Date.now() + off });
  const { rotations } = keydesk;
  await desk.controls().deleteKeyElsewhere('ada.byron', (await desk.keysOf('ada.byron'))[0]?.accessKey ?? '');
  const { keyId } = await withOldKey(keydesk);
  const { newKey } = unwrap(await rotations.propose(self, keyId));
  const { id } = unwrap(await rotations.begin({ owner: self, keyId, newKey, room: null }));
  unwrap(await rotations.next(id, true));
  off = -40 * DAY;
  expect(await rotations.skip(id)).toMatchObject({ problem: { kind: 'clock-skew' } });
  off = 0;
  unwrap(await rotations.skip(id));
  expect(await rowOf(keydesk, id)).toMatchObject({ step: 'deactivated', waitsFor: { kind: 'time' } });
});

test('keys that others have renamed or deleted are told, and nothing is sent', async () => {
  const keydesk = await desk.signIn();
  const { rotations } = keydesk;
  await desk.controls().deleteKeyElsewhere('ada.byron', (await desk.keysOf('ada.byron'))[0]?.accessKey ?? '');
  const { keyId } = await withOldKey(keydesk);
  const { newKey } = unwrap(await rotations.propose(self, keyId));
  const { id } = unwrap(await rotations.begin({ owner: self, keyId, newKey, room: null }));
  unwrap(await rotations.next(id, true));
  unwrap(await keydesk.keys.rename(self, keyId, 'nightly-prod'));
  expect(await rotations.next(id, false)).toMatchObject({ problem: { kind: 'rotation-renamed', to: 'nightly-prod' } });
  expect(await rowOf(keydesk, id)).toMatchObject({ keyName: 'nightly-prod', waitsFor: { kind: 'service' } });

  await desk.controls().deleteKeyElsewhere('ada.byron', 'nightly-2');
  expect(await rotations.next(id, false)).toMatchObject({ problem: { kind: 'rotation-new-gone' } });
  expect((await desk.keyNamed('ada.byron', 'nightly-prod'))?.status).toBe('ACTIVE');
  expect(await rowOf(keydesk, id)).toMatchObject({ step: 'made', next: 'make-again' });
  unwrap(await keydesk.secrets.close(keydesk.secrets.current()?.handle ?? '', true));
  unwrap(await rotations.next(id, false));
  expect(await rowOf(keydesk, id)).toMatchObject({ next: 'hand-over', newKeyName: 'nightly-2' });

  await desk.controls().deleteKeyElsewhere('ada.byron', 'nightly-prod');
  unwrap(await rotations.next(id, true));
  expect(await rotations.next(id, false)).toMatchObject({ problem: { kind: 'rotation-old-gone' } });
  expect(await rowOf(keydesk, id)).toMatchObject({ ended: 'gone' });
});
