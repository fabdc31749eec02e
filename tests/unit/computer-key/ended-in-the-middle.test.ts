import { describe, expect, it } from 'vitest';
import { type KeyStep, keySteps } from '../../../main/computer-key/key-steps.ts';
import { setUpComputerKeyDesk } from '../../support/parts/computer-key-desk.ts';
import { Crash, type KeyDesk } from '../../support/parts/key-desk.ts';
import { unwrap } from '../../support/parts/unwrap.ts';
import { fc, runs } from '../../support/random/random-runs.ts';

const desk = setUpComputerKeyDesk();
const { start, controls, keysAtOracle, ageKeyJournal, pendingPairs, withSession, withComputerKey, sessionId } = desk;

type Work = 'stay' | 'replace' | 'stop' | 'sign-out';

/** Ends the program at a step: nothing after it happens. */
const endAt = (step: KeyStep | null) => (reached: KeyStep) => {
  if (reached === step) throw new Crash(step);
};

const works: Readonly<Record<Work, { before: () => Promise<unknown>; does: (keydesk: KeyDesk) => Promise<unknown> }>> =
  {
    stay: { before: withSession, does: ({ computerKey }) => computerKey.apiKeys.stay() },
    replace: { before: withComputerKey, does: ({ computerKey }) => computerKey.apiKeys.replace() },
    stop: {
      before: async () => {
        await withSession();
        await controls().setSwitches({ apiKeyDelay: 3600 });
      },
      async does({ computerKey: { apiKeys } }) {
        apiKeys.subscribe(({ work }) => work.kind === 'running' && work.refusals === 1 && apiKeys.stop());
        return apiKeys.stay();
      },
    },
    'sign-out': { before: withComputerKey, does: ({ computerKey }) => computerKey.apiKeys.signOut(sessionId) },
  };
/** The steps at which each work is ended. `replace` leaves out steps that it has in common with `stay`. */
const stepsOf: Readonly<Record<Work, readonly KeyStep[]>> = {
  stay: ['made', 'journalled', 'stored', 'adding', 'added', 'accepted', 'signed-in', 'switched', 'forgotten', 'ended'],
  replace: ['added', 'signed-in', 'switched', 'deleting', 'deleted'],
  stop: ['deleting', 'deleted'],
  'sign-out': ['journalled', 'deleting', 'deleted', 'signed-out'],
};

/** Expects that Keydesk uses or reports each key at Oracle, and that the account is still signed in unless the user signed out. */
async function expectAllKnown(keydesk: KeyDesk, work: Work) {
  const account = keydesk.accounts.current();
  if (work !== 'sign-out') expect(account).not.toBeNull();
  // A signed call shows that the account's credential still works.
  if (account !== null) unwrap(await keydesk.computerKey.apiKeys.list());
  const told = keydesk.computerKey.apiKeys.state().unfinished.map(({ fingerprint }) => fingerprint);
  for (const fingerprint of await keysAtOracle()) expect([account?.fingerprint, ...told]).toContain(fingerprint);
}

/** Expects, after a later start when the service lists every key, that nothing is unfinished. */
async function expectAllSettled(work: Work) {
  await controls().setSwitches({ apiKeyDelay: 0 });
  ageKeyJournal(180_000);
  const later = start();
  await later.computerKey.resume();
  await expectAllKnown(later, work);
  expect(later.computerKey.apiKeys.state().unfinished).toEqual([]);
  expect(await pendingPairs()).toEqual([]);
  expect((await keysAtOracle()).length).toBeLessThan(2);
  return later;
}

async function endedAt(step: KeyStep, work: Work): Promise<void> {
  const { before, does } = works[work];
  await before();
  await expect(does(start({ onKeyStep: endAt(step) }))).rejects.toBeInstanceOf(Crash);
}

describe.each(Object.keys(works) as Work[])('an end in the middle of: %s', (work) => {
  it.each(stepsOf[work])('at "%s" leaves no key that nobody knows of, and signs nobody out', async (step) => {
    await endedAt(step, work);
    const again = start();
    await again.computerKey.resume();
    await expectAllKnown(again, work);
    await expectAllSettled(work);
  });
});

it('every step is ended at', () => {
  expect([...new Set(Object.values(stepsOf).flat())].sort()).toEqual([...keySteps].sort());
});

it.each(['stay', 'replace'] as const)(
  'an end between the keychain and the list of accounts signs nobody out: %s',
  async (work) => {
    await works[work].before();
    const { store } = desk.desk();
    const accountStore = {
      read: store.read,
      write() {
        throw new Crash('the list of accounts');
      },
    };
    await works[work].does(start({ accountStore }));
    // Even before Keydesk resumes the work, the stored credential can sign.
    const again = start();
    if (work === 'replace') unwrap(await unwrap(await again.accounts.client()).oracle.getTenancy());
    await again.computerKey.resume();
    await expectAllKnown(again, work);
    const later = await expectAllSettled(work);
    expect(later.accounts.list()).toMatchObject([{ id: sessionId, signedInBy: { kind: 'computer-key' } }]);
  },
);

it('ends upon ends, at any steps, lose nothing either', async () => {
  const step = fc.constantFrom<KeyStep | null>(null, ...keySteps);
  const work = fc.constantFrom<Work>('stay', 'replace');
  await fc.assert(
    fc.asyncProperty(work, fc.array(step, { minLength: 2, maxLength: 4 }), async (wanted, [first = null, ...more]) => {
      await controls().reset();
      await desk.forget();
      await works[wanted].before();
      await works[wanted].does(start({ onKeyStep: endAt(first) })).catch(() => {});
      for (const next of more) await start({ onKeyStep: endAt(next) }).computerKey.resume();
      const again = start();
      await again.computerKey.resume();
      await expectAllKnown(again, wanted);
      await expectAllSettled(wanted);
    }),
    { numRuns: runs(5) },
  );
});
