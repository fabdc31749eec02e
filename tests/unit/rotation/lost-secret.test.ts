import { expect, test } from 'vitest';
import type { Question } from '../../../main/basics/question.ts';
import { createRespond } from '../../../main/handlers/respond.ts';
import { secretsHandler } from '../../../main/handlers/secrets-handler.ts';
import { type KeyDesk, self, setUpKeyDesk } from '../../support/parts/key-desk.ts';
import { unwrap } from '../../support/parts/unwrap.ts';

const desk = setUpKeyDesk(9);

/** The system's dialog, with the answer of a person. */
const createPerson = () => {
  const person = {
    answer: false,
    asked: [] as Question[],
    ask: async (question: Question) => {
      person.asked.push(question);
      return person.answer;
    },
  };
  return person;
};

/** A rotation whose new key exists, but the answer with the secret was lost. */
async function withLostSecret({ rotations, generateKey, secrets }: KeyDesk) {
  for (const { accessKey } of await desk.keysOf('ada.byron'))
    await desk.controls().deleteKeyElsewhere('ada.byron', accessKey);
  const { handle, keyId } = unwrap(await generateKey(self, { name: 'nightly', description: null, expiresOn: null }));
  unwrap(await secrets.close(handle, true));
  const { newKey } = unwrap(await rotations.propose(self, keyId));
  await desk.controls().setFault({ kind: 'drop-after', method: 'POST' });
  const begun = await rotations.begin({ owner: self, keyId, newKey, room: null });
  expect(begun).toMatchObject({ problem: { kind: 'creation-lost' } });
  return rotations.ledger.plans().at(-1)?.id ?? '';
}

test('a person who has the secret key that Keydesk has lost says so, and the rotation goes on with that key', async () => {
  const person = createPerson();
  const keydesk = await desk.signIn({ ask: person.ask });
  const { rotations, told } = keydesk;
  const id = await withLostSecret(keydesk);
  expect(unwrap(await rotations.readOne(id)).row).toMatchObject({ next: 'make-again', canClaim: true });
  expect(told.unfinished).toMatchObject([{ state: 'lost', keyName: 'nightly-2' }]);

  unwrap(await rotations.next(id, true));
  expect(person.asked).toMatchObject([{ message: 'Do you have the secret key of nightly-2?' }]);
  expect(rotations.ledger.plan(id)).toMatchObject({ phase: 'lost' });
  expect(await desk.keyNamed('ada.byron', 'nightly-2')).toBeDefined();

  person.answer = true;
  unwrap(await rotations.next(id, true));
  expect(unwrap(await rotations.readOne(id)).row).toMatchObject({
    step: 'tested',
    next: 'deactivate',
    canClaim: false,
  });
  // Nothing offers to delete the key any more.
  expect(told.unfinished).toEqual([]);
  const lines = unwrap(await rotations.ledger.linesOf(id)).map(({ event, accessKey }) => [event, accessKey]);
  const { accessKey } = (await desk.keyNamed('ada.byron', 'nightly-2')) ?? {};
  expect(lines.slice(-3)).toEqual(['secret-held', 'handed-over', 'confirmed'].map((event) => [event, accessKey]));

  const again = await desk.startAgain();
  await again.rotations.resume();
  expect(again.told.unfinished).toEqual([]);
  unwrap(await again.rotations.next(id, false));
  expect((await desk.keysOf('ada.byron')).map(({ name, status }) => [name, status])).toEqual([
    ['nightly', 'INACTIVE'],
    ['nightly-2', 'ACTIVE'],
  ]);
});

test('no word is taken for a key that was deleted, nor while Keydesk is locked', async () => {
  const person = createPerson();
  const keydesk = await desk.signIn({
    ask: async (question) => {
      await keydesk.lock.lock();
      return person.ask(question);
    },
  });
  const { rotations } = keydesk;
  const id = await withLostSecret(keydesk);
  person.answer = true;
  await rotations.next(id, true);
  expect(rotations.ledger.plan(id)).toMatchObject({ phase: 'lost' });
  await keydesk.lock.unlock();

  const { user = null, made = null } = rotations.ledger.plan(id) ?? {};
  const about = { keyId: made?.keyId ?? null, accessKey: made?.accessKey ?? null };
  unwrap(await rotations.ledger.append({ plan: id, user, ...about, event: 'new-gone' }));
  expect(unwrap(await rotations.readOne(id)).row).toMatchObject({ next: 'make-again', canClaim: false });
  expect(await rotations.next(id, true)).toMatchObject({ problem: { kind: 'rotation-not-next' } });
  expect(await desk.keyNamed('ada.byron', 'nightly-2')).toBeDefined();
});

test('nothing is deleted to make a key again while another key is being made', async () => {
  const keydesk = await desk.signIn();
  const id = await withLostSecret(keydesk);
  const owner = await desk.ownerNamed('hedy.lamarr', keydesk);
  for (const { accessKey } of await desk.keysOf('hedy.lamarr'))
    await desk.controls().deleteKeyElsewhere('hedy.lamarr', accessKey);
  const other = keydesk.generateKey(owner, { name: 'other', description: null, expiresOn: null });
  expect(await keydesk.rotations.makeAgain(id)).toMatchObject({ problem: { kind: 'secret-in-making' } });
  unwrap(await other);
  expect(await desk.keyNamed('ada.byron', 'nightly-2')).toBeDefined();
});

test('a key that a rotation has lost the secret of is made again by the rotation alone, also after it was deleted', async () => {
  const keydesk = await desk.signIn();
  const id = await withLostSecret(keydesk);
  const { secrets, creations, keys, rotations } = keydesk;
  const creation = rotations.ledger.plan(id)?.creation ?? '';
  const respond = createRespond(String, () => {});
  const replaced = await secretsHandler(respond, secrets, creations, keys, rotations).ReplaceKey(creation);
  expect(replaced).toMatchObject({ failure: { kind: 'rotation-running' } });
  expect(await desk.keyNamed('ada.byron', 'nightly-2')).toBeDefined();
  unwrap(await creations.remove(creation));
  unwrap(await rotations.next(id, false));
  expect(rotations.ledger.plan(id)).toMatchObject({ phase: 'made' });
  expect((await desk.keysOf('ada.byron')).map(({ name }) => name)).toEqual(['nightly', 'nightly-2']);
});

test('a secret key that the person closes and loses is told by its rotation, which makes the key again', async () => {
  const keydesk = await desk.signIn();
  const { rotations, secrets } = keydesk;
  for (const { accessKey } of await desk.keysOf('ada.byron'))
    await desk.controls().deleteKeyElsewhere('ada.byron', accessKey);
  const old = unwrap(await keydesk.generateKey(self, { name: 'nightly', description: null, expiresOn: null }));
  unwrap(await secrets.close(old.handle, true));
  const { newKey } = unwrap(await rotations.propose(self, old.keyId));
  const { id } = unwrap(await rotations.begin({ owner: self, keyId: old.keyId, newKey, room: null }));
  const first = secrets.current();
  unwrap(await secrets.close(first?.handle ?? '', true));
  await expect.poll(() => rotations.ledger.plan(id)?.phase).toBe('lost');

  const again = await desk.startAgain();
  await again.rotations.resume();
  const { row } = unwrap(await again.rotations.readOne(id));
  expect(row).toMatchObject({ waitsFor: { kind: 'person' }, next: 'make-again', canClaim: true });
  unwrap(await again.rotations.makeAgain(id));
  const made = await desk.keyNamed('ada.byron', 'nightly-2');
  expect(again.secrets.current()).toMatchObject({ accessKey: made?.accessKey });
  expect(made?.accessKey).not.toBe(first?.accessKey);
});
