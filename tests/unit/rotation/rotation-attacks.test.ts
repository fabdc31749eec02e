import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { expect, test } from 'vitest';
import type { RotationStepName } from '../../../main/rotation/rotation-steps.ts';
import { type KeyDesk, self, setUpKeyDesk } from '../../support/parts/key-desk.ts';
import { unwrap } from '../../support/parts/unwrap.ts';

const desk = setUpKeyDesk();
const DAY = 86_400_000;

/** An own key of the administrator, whose rotation has made the new one. */
async function withNewKey(keydesk: KeyDesk) {
  for (const { accessKey } of await desk.keysOf('ada.byron'))
    await desk.controls().deleteKeyElsewhere('ada.byron', accessKey);
  const open = unwrap(await keydesk.generateKey(self, { name: 'nightly', description: null, expiresOn: null }));
  unwrap(await keydesk.secrets.close(open.handle, true));
  const { newKey } = unwrap(await keydesk.rotations.propose(self, open.keyId));
  const begin = () => keydesk.rotations.begin({ owner: self, keyId: open.keyId, newKey, room: null });
  return { begin };
}

/** Does this once, at that moment of a step. */
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

test('another key is not made again while the secret of the new one is open', async () => {
  const keydesk = await desk.signIn();
  const { begin } = await withNewKey(keydesk);
  const { id } = unwrap(await begin());
  expect(await keydesk.rotations.makeAgain(id)).toMatchObject({ problem: { kind: 'secret-open' } });
  expect((await desk.keysOf('ada.byron')).map(({ name }) => name)).toEqual(['nightly', 'nightly-2']);
});
