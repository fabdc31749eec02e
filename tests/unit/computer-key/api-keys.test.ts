import { createPublicKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { apiKeysStateSchema } from '../../../bridge/values/api-keys.ts';
import { shownKeyWork } from '../../../main/handlers/api-keys-handler.ts';
import { setUpComputerKeyDesk } from '../../support/parts/computer-key-desk.ts';
import { createTestKey } from '../../support/parts/key-folder.ts';
import { unwrap } from '../../support/parts/unwrap.ts';

const desk = setUpComputerKeyDesk();
const { start, controls, keysAtOracle, keyJournal, pendingPairs, withSession, withComputerKey, sessionId } = desk;

const pemOf = (pem: string) => createPublicKey(pem).export({ type: 'spki', format: 'pem' }).toString();
const fresh = async () => {
  await withSession();
  return start();
};

describe('staying signed in on this computer', () => {
  it('makes a key, and the account signs in with it, under the id that it had', async () => {
    const keydesk = await fresh();
    const { apiKeys } = keydesk.computerKey;
    const steps: string[] = [];
    apiKeys.subscribe((state) => {
      if (state.work.kind === 'running' && steps.at(-1) !== state.work.step) steps.push(state.work.step);
      expect(apiKeysStateSchema.safeParse(shownKeyWork(state)).error).toBeUndefined();
    });
    unwrap(await apiKeys.stay());
    const [fingerprint] = await keysAtOracle();
    expect(steps).toEqual(['making', 'adding', 'waiting', 'switching']);
    expect(keydesk.accounts.current()).toMatchObject({
      id: sessionId,
      fingerprint,
      signedInBy: { kind: 'computer-key' },
    });
    expect(unwrap(await apiKeys.list())).toMatchObject({
      most: 3,
      keys: expect.arrayContaining([
        expect.objectContaining({ fingerprint, use: 'this-computer', description: 'Keydesk on test-computer' }),
      ]),
    });
    expect(await pendingPairs()).toEqual([]);
    expect(apiKeys.state()).toEqual({ work: { kind: 'idle' }, unfinished: [] });
    expect(start().accounts.current()).toMatchObject({ id: sessionId, fingerprint });
  });

  it.each([{ domains: true }, { domains: false }])(
    'waits until Oracle accepts the key, with $domains',
    async (switches) => {
      await controls().setSwitches({ ...switches, apiKeyDelay: 3600 });
      const { apiKeys } = (await fresh()).computerKey;
      apiKeys.subscribe(({ work }) => {
        if (work.kind === 'running' && work.refusals === 2) void controls().setSwitches({ apiKeyDelay: 0 });
      });
      unwrap(await apiKeys.stay());
      expect(await keysAtOracle()).toHaveLength(1);
    },
  );

  it('waits for the domain of the user too, which learns of the key later', async () => {
    const keydesk = await fresh();
    unwrap(await keydesk.computerKey.apiKeys.list());
    keydesk.computerKey.apiKeys.subscribe(({ work }) => {
      if (work.kind !== 'running' || work.step !== 'waiting' || work.refusals > 0) return;
      void controls().setFault({ kind: 'status', status: 401, path: '/MyApiKeys' });
    });
    unwrap(await keydesk.computerKey.apiKeys.stay());
    expect(keydesk.accounts.current()).toMatchObject({
      domain: { name: 'Default' },
      signedInBy: { kind: 'computer-key' },
    });
  });

  it('makes none where there are three already, and one after one was deleted', async () => {
    const pems = [createTestKey().pem, createTestKey().pem].map(pemOf);
    const added = [];
    for (const pem of pems) added.push(await controls().addApiKeyElsewhere('ada.byron', pem));
    const { apiKeys } = (await fresh()).computerKey;
    expect(await apiKeys.stay()).toMatchObject({ ok: false, problem: { kind: 'api-keys-full', most: 3 } });
    expect(keyJournal()).toEqual([]);
    unwrap(await apiKeys.remove(added[0]?.fingerprint ?? ''));
    unwrap(await apiKeys.stay());
    expect(await keysAtOracle()).toHaveLength(2);
  });

  it('says that the key waits where Oracle goes on refusing it, until it is deleted', async () => {
    await controls().setSwitches({ apiKeyDelay: 3600 });
    const { apiKeys } = (await fresh()).computerKey;
    expect(await apiKeys.stay()).toMatchObject({ ok: false, problem: { kind: 'key-not-accepted' } });
    const [fingerprint = ''] = await keysAtOracle();
    expect(apiKeys.state().unfinished).toMatchObject([{ fingerprint, what: 'unused' }]);
    unwrap(await apiKeys.remove(fingerprint));
    expect(await keysAtOracle()).toEqual([]);
    expect(await pendingPairs()).toEqual([]);
    expect(apiKeys.state().unfinished).toEqual([]);
  });

  it('that is stopped while it waits deletes the key again', async () => {
    await controls().setSwitches({ apiKeyDelay: 3600 });
    const keydesk = await fresh();
    const { apiKeys } = keydesk.computerKey;
    apiKeys.subscribe(({ work }) => work.kind === 'running' && work.refusals === 2 && apiKeys.stop());
    expect(await apiKeys.stay()).toMatchObject({ ok: false, problem: { kind: 'cancelled' } });
    expect(await keysAtOracle()).toEqual([]);
    expect(await pendingPairs()).toEqual([]);
    expect(apiKeys.state()).toEqual({ work: { kind: 'idle' }, unfinished: [] });
    expect(keydesk.accounts.current()?.signedInBy.kind).toBe('browser-session');
  });

  it('goes on by itself where the lock came in between', async () => {
    await controls().setSwitches({ apiKeyDelay: 3600 });
    const keydesk = await fresh();
    const { apiKeys } = keydesk.computerKey;
    apiKeys.subscribe(({ work }) => work.kind === 'running' && work.refusals === 2 && void keydesk.lock.lock());
    expect(await apiKeys.stay()).toMatchObject({ ok: false, problem: { kind: 'locked' } });
    expect(keydesk.accounts.current()?.signedInBy.kind).toBe('browser-session');
    await controls().setSwitches({ apiKeyDelay: 0 });
    unwrap(await keydesk.lock.unlock());
    await expect.poll(() => keydesk.accounts.current()?.signedInBy.kind).toBe('computer-key');
    expect(await keysAtOracle()).toHaveLength(1);
  });

  it('goes on where the answer got lost and the key is there, and says so where it is not', async () => {
    const { apiKeys } = (await fresh()).computerKey;
    await controls().setFault({ kind: 'drop-after', method: 'POST', path: 'MyApiKeys' });
    unwrap(await apiKeys.stay());
    expect(await keysAtOracle()).toHaveLength(1);
    await controls().setFault({ kind: 'drop-before', method: 'POST', path: 'MyApiKeys' });
    expect(await apiKeys.replace()).toMatchObject({ ok: false });
    expect(apiKeys.state().unfinished).toMatchObject([{ what: 'unclear' }]);
    expect(await keysAtOracle()).toHaveLength(1);
    desk.ageKeyJournal(180_000);
    const again = start();
    await again.computerKey.resume();
    expect(again.computerKey.apiKeys.state().unfinished).toEqual([]);
    expect(await pendingPairs()).toEqual([]);
  });

  it('tells a refusal in the service’s own words, and leaves nothing', async () => {
    const { apiKeys } = (await fresh()).computerKey;
    await controls().setFault({ kind: 'status', status: 403, message: 'No API keys here.', method: 'POST' });
    expect(await apiKeys.stay()).toMatchObject({ problem: { kind: 'not-allowed', message: 'No API keys here.' } });
    expect(apiKeys.state().unfinished).toEqual([]);
    expect(await pendingPairs()).toEqual([]);
  });

  it('runs once at a time', async () => {
    const { apiKeys } = (await fresh()).computerKey;
    const first = apiKeys.stay();
    expect(await apiKeys.stay()).toMatchObject({ ok: false, problem: { kind: 'api-key-work' } });
    unwrap(await first);
    expect(await keysAtOracle()).toHaveLength(1);
  });
});

describe('this computer’s key', () => {
  it('is replaced: the new one proved, the old one deleted', async () => {
    const keydesk = await withComputerKey();
    const [old] = await keysAtOracle();
    unwrap(await keydesk.computerKey.apiKeys.replace());
    const [now, ...more] = await keysAtOracle();
    expect(now).not.toBe(old);
    expect(more).toEqual([]);
    expect(keydesk.accounts.list()).toMatchObject([{ id: sessionId, fingerprint: now }]);
    expect(unwrap(await start().computerKey.apiKeys.list()).keys).toHaveLength(2);
  });

  it('is told of with its old one where that could not be deleted, until it is', async () => {
    const { apiKeys } = (await withComputerKey()).computerKey;
    await controls().setFault({ kind: 'status', status: 500, method: 'DELETE', times: null });
    expect(await apiKeys.replace()).toMatchObject({ ok: false, problem: { kind: 'service-error' } });
    const [left] = apiKeys.state().unfinished;
    expect(left).toMatchObject({ what: 'old-left' });
    expect(await keysAtOracle()).toHaveLength(2);
    await controls().clearFaults();
    unwrap(await apiKeys.finish(left?.operation ?? ''));
    expect(await keysAtOracle()).toHaveLength(1);
    expect(apiKeys.state().unfinished).toEqual([]);
  });

  it('is not deleted while the account signs in with it', async () => {
    const { apiKeys } = (await withComputerKey()).computerKey;
    const [own = ''] = await keysAtOracle();
    expect(await apiKeys.remove(own)).toMatchObject({ ok: false, problem: { kind: 'api-key-in-use' } });
    expect(await keysAtOracle()).toEqual([own]);
  });

  it('goes with its account when the person signs out and says so', async () => {
    const keydesk = await withComputerKey();
    unwrap(await keydesk.computerKey.apiKeys.signOut(sessionId));
    expect(await keysAtOracle()).toEqual([]);
    expect(keydesk.accounts.list()).toEqual([]);
    expect(keyJournal().at(-1)).toMatchObject({ type: 'ended', how: 'deleted' });
  });

  it('stays, and so does its account, where Oracle does not delete it', async () => {
    const keydesk = await withComputerKey();
    await controls().setFault({ kind: 'status', status: 500, method: 'DELETE', times: null });
    expect(await keydesk.computerKey.apiKeys.signOut(sessionId)).toMatchObject({ problem: { kind: 'service-error' } });
    expect(keydesk.accounts.current()?.id).toBe(sessionId);
    expect(keydesk.computerKey.apiKeys.state().unfinished).toEqual([]);
  });

  it('is not asked for of an account that has none', async () => {
    const keydesk = await fresh();
    expect(await keydesk.computerKey.apiKeys.replace()).toMatchObject({ problem: { kind: 'no-computer-key' } });
    expect(await keydesk.computerKey.apiKeys.signOut(sessionId)).toMatchObject({
      problem: { kind: 'no-computer-key' },
    });
  });
});

it('in a sample tenancy a key stays in memory, and nothing is written', async () => {
  const keydesk = start();
  const file = desk.desk().writeConfig('ADMIN');
  unwrap(await keydesk.accounts.signInSample(file, 'ADMIN'));
  unwrap(await keydesk.computerKey.apiKeys.stay());
  expect(keydesk.accounts.current()).toMatchObject({ sample: true, signedInBy: { kind: 'computer-key' } });
  unwrap(await keydesk.computerKey.apiKeys.replace());
  expect(await keysAtOracle()).toHaveLength(1);
  expect(keyJournal()).toEqual([]);
  expect(desk.desk().vault.asked.filter((call) => call.startsWith('put'))).toEqual([]);
});
