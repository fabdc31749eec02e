import { describe, expect, it } from 'vitest';
import { createObservable } from '../../main/basics/observable.ts';
import { failed, success } from '../../main/basics/outcome.ts';
import { createLock } from '../../main/lock.ts';

function setUp() {
  const events: string[] = [];
  let isWaiting = true;
  const question = Promise.withResolvers<boolean>();
  let answer: Promise<boolean> = Promise.resolve(true);
  const lock = createLock({
    locked: createObservable(false),
    holders: {
      accounts: { current: () => null, client: async () => failed({ kind: 'signed-out' }), forgetKeys: () => {} },
      signingIn: {
        async cancel() {
          isWaiting = false;
        },
      },
      directory: { forget: () => {} },
      report: { forget: () => {} },
      usage: { forget: () => {} },
      handingOver: { forget: async () => {} },
      secrets: { lock: () => {}, unlock: () => {} },
      proxy: { lock: async () => {} },
      clipboard: { clearSecret: async () => void events.push('forgotten') },
    },
    creations: { resume: async () => {} },
    receiving: { incoming: { unlocked: async () => {} } },
    confirmPresence: () => {
      events.push('asked');
      return answer;
    },
  });
  lock.subscribe((locked) => events.push(locked ? 'locked' : 'unlocked'));
  return {
    lock,
    events,
    /** A sign-in in the browser is under way. */
    isWaiting: () => isWaiting,
    /** From now on the system asks the user who is present; `reply` gives the answer. */
    ask: () => {
      answer = question.promise;
    },
    reply: question.resolve,
  };
}

describe('the lock', () => {
  it('tells that it is locked before anything else is done, and forgets once', async () => {
    const { lock, events } = setUp();
    await Promise.all([lock.lock(), lock.lock()]);
    expect(events).toEqual(['locked', 'forgotten']);
    expect(lock.state()).toBe(true);
  });

  it('ends a sign-in that waits for the browser: nobody is signed in while it is locked', async () => {
    const { lock, isWaiting } = setUp();
    expect(isWaiting()).toBe(true);
    await lock.lock();
    expect(isWaiting()).toBe(false);
  });

  it('opens when the person is let in', async () => {
    const { lock, events } = setUp();
    await lock.lock();
    expect(await lock.unlock()).toEqual(success(null));
    expect(lock.state()).toBe(false);
    expect(events).toEqual(['locked', 'forgotten', 'asked', 'unlocked']);
  });

  it('stays locked when the person is refused', async () => {
    const { lock, ask, reply } = setUp();
    await lock.lock();
    ask();
    reply(false);
    expect((await lock.unlock()).ok).toBe(false);
    expect(lock.state()).toBe(true);
  });

  it('asks once, however often somebody presses Unlock', async () => {
    const { lock, events, ask, reply } = setUp();
    await lock.lock();
    ask();
    const presses = [lock.unlock(), lock.unlock()];
    reply(true);
    expect((await Promise.all(presses)).map(({ ok }) => ok)).toEqual([true, true]);
    expect(events.filter((event) => event === 'asked')).toHaveLength(1);
  });

  it('stays locked, and forgets again, when the computer is left while the question is open', async () => {
    const { lock, events, ask, reply } = setUp();
    await lock.lock();
    ask();
    const unlocking = lock.unlock();
    await lock.lock();
    reply(true);
    expect(await unlocking).toEqual(failed({ kind: 'locked' }));
    expect(lock.state()).toBe(true);
    expect(events).toEqual(['locked', 'forgotten', 'asked', 'forgotten']);
  });

  it('forgets before it is opened, though both are asked for at once', async () => {
    const { lock, events } = setUp();
    void lock.lock();
    await lock.unlock();
    expect(events).toEqual(['locked', 'forgotten', 'asked', 'unlocked']);
  });
});
