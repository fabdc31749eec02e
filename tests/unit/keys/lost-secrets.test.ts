import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { Crash, crashAt, type KeyDesk, revealed, self, setUpKeyDesk, wanted } from '../../support/parts/key-desk.ts';
import { playUnseenUser } from '../../support/parts/unseen-user.ts';
import { unwrap } from '../../support/parts/unwrap.ts';

const { signIn, startAgain, ownerNamed, controls, posts, keysOf, keyNamed, journal, ageJournal } = setUpKeyDesk();

/** Generates a key whose answer gets lost. Gives the message about it. */
async function loseAnswer(keydesk: KeyDesk) {
  await controls().setFault({ kind: 'drop-after', method: 'POST' });
  await keydesk.generateKey(self, wanted);
  const [lost] = keydesk.told.unfinished;
  if (lost?.state !== 'lost') throw new Error('Nothing was lost.');
  return lost;
}

describe('a key whose secret is lost', () => {
  it('is replaced in one step: deleted, and one of the same name, description and expiry generated', async () => {
    const keydesk = await signIn();
    const expiresOn = new Date(Date.now() + 86_400_000).toISOString();
    await controls().setFault({ kind: 'drop-after', method: 'POST' });
    await keydesk.generateKey(self, { ...wanted, description: 'Build farm', expiresOn });
    const before = await keyNamed('ada.byron');
    // The user has two keys already. Deleting one makes room.
    expect(await keysOf('ada.byron')).toHaveLength(2);
    const made = unwrap(await keydesk.unfinished.replace(keydesk.told.unfinished[0]?.creation ?? ''));
    const after = await keyNamed('ada.byron');
    expect(made).toMatchObject({ accessKey: after?.accessKey });
    expect(after).toMatchObject({ description: 'Build farm', expiresOn });
    expect(after?.accessKey).not.toBe(before?.accessKey);
    expect(revealed(keydesk)).toBe(after?.secretKey);
    expect(keydesk.told.unfinished).toEqual([]);
  });

  it('is not deleted while another secret is open', async () => {
    const keydesk = await signIn();
    const lost = await loseAnswer(keydesk);
    await keydesk.generateKey(await ownerNamed('grace.hopper', keydesk), wanted);
    expect(await keydesk.unfinished.replace(lost.creation)).toMatchObject({ problem: { kind: 'secret-open' } });
    expect(await keyNamed('ada.byron')).toBeDefined();
    expect(keydesk.told.unfinished).toMatchObject([{ state: 'lost' }]);
  });

  it('is not deleted when a new one would be refused', async () => {
    const keydesk = await signIn();
    await controls().setFault({ kind: 'drop-after', method: 'POST' });
    await keydesk.generateKey(self, { ...wanted, expiresOn: new Date(Date.now() + 86_400_000).toISOString() });
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 2 * 86_400_000 });
    onTestFinished(() => void vi.useRealTimers());
    const [lost] = keydesk.told.unfinished;
    expect(await keydesk.unfinished.replace(lost?.creation ?? '')).toMatchObject({
      problem: { kind: 'expiry-invalid' },
    });
    expect(await keyNamed('ada.byron')).toBeDefined();
  });

  it('stays told of when Oracle says 404 to its deletion, and it is there', async () => {
    const keydesk = await signIn();
    const lost = await loseAnswer(keydesk);
    await controls().setFault({ kind: 'status', status: 404, method: 'DELETE' });
    expect(await keydesk.unfinished.replace(lost.creation)).toMatchObject({ problem: { kind: 'not-found' } });
    expect(keydesk.told.unfinished).toMatchObject([{ state: 'lost' }]);
    expect(await posts()).toHaveLength(1);
  });

  it('stays told of while this account may not see its user any more', async () => {
    const service = playUnseenUser();
    const keydesk = await signIn({ fetch: service.fetch });
    const grace = await ownerNamed('grace.hopper', keydesk);
    await controls().setFault({ kind: 'drop-after', method: 'POST' });
    await keydesk.generateKey(grace, wanted);
    const [lost] = keydesk.told.unfinished;
    service.isUnseen = true;
    await controls().setFault({ kind: 'status', status: 404, method: 'DELETE' });
    expect(await keydesk.unfinished.remove(lost?.creation ?? '')).toMatchObject({ problem: { kind: 'not-found' } });
    ageJournal(3_600_000);
    expect((await startAgain({ fetch: service.fetch })).told.unfinished).toMatchObject([{ state: 'lost' }]);
    service.isUnseen = false;
    unwrap(await keydesk.unfinished.remove(lost?.creation ?? ''));
    expect(await keyNamed('grace.hopper')).toBeUndefined();
  });

  it('that was deleted elsewhere is replaced all the same', async () => {
    const keydesk = await signIn();
    const lost = await loseAnswer(keydesk);
    await controls().deleteKeyElsewhere('ada.byron', 'ci-deploy');
    unwrap(await keydesk.unfinished.replace(lost.creation));
    expect(await keysOf('ada.byron')).toHaveLength(2);
  });

  it('twice at once is replaced once', async () => {
    const keydesk = await signIn();
    const lost = await loseAnswer(keydesk);
    const made = await Promise.all([
      keydesk.unfinished.replace(lost.creation),
      keydesk.unfinished.replace(lost.creation),
    ]);
    expect(made.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await posts()).toHaveLength(2);
    expect(await keysOf('ada.byron')).toHaveLength(2);
  });

  it('is replaced after a crash between the deletion and the new creation', async () => {
    const lost = await loseAnswer(await signIn());
    const dying = await startAgain({ onStep: crashAt('replaced') });
    await expect(dying.unfinished.replace(lost.creation)).rejects.toThrow(Crash);
    const keydesk = await startAgain();
    expect(keydesk.told.unfinished).toEqual([]);
    expect(await keysOf('ada.byron')).toHaveLength(1);
  });

  it('is left alone when the person says so, without our mark, and told of no more', async () => {
    const keydesk = await signIn();
    const lost = await loseAnswer(keydesk);
    unwrap(await keydesk.unfinished.leave(lost.creation));
    expect(keydesk.told.unfinished).toEqual([]);
    expect((await keyNamed('ada.byron'))?.description).toBeNull();
    expect((await startAgain()).told.unfinished).toEqual([]);
  });

  it('is told of no more once it is deleted here', async () => {
    const keydesk = await signIn();
    await loseAnswer(keydesk);
    await keydesk.keys.remove(self, (await keyNamed('ada.byron'))?.id ?? '');
    expect(keydesk.told.unfinished).toEqual([]);
    expect(journal().at(-1)).toMatchObject({ type: 'ended', how: 'deleted' });
  });

  it('is told of no more some time after it was deleted elsewhere, and not before: a listing may lag behind', async () => {
    const keydesk = await signIn();
    await loseAnswer(keydesk);
    await controls().deleteKeyElsewhere('ada.byron', 'ci-deploy');
    await keydesk.resume();
    expect(keydesk.told.unfinished).toMatchObject([{ state: 'lost' }]);
    ageJournal(130_000);
    expect((await startAgain()).told.unfinished).toEqual([]);
  });

  it('cannot be replaced by the handle of a secret that is open', async () => {
    const keydesk = await signIn();
    const { handle } = unwrap(await keydesk.generateKey(self, wanted));
    expect(await keydesk.unfinished.replace(handle)).toMatchObject({ problem: { kind: 'creation-unknown' } });
    expect(await keysOf('ada.byron')).toHaveLength(2);
  });
});
