import { describe, expect, it } from 'vitest';
import { createLock } from '../../../main/handlers/lock.ts';
import { failed, type Outcome, success } from '../../../main/outcome.ts';

type Refused = { readonly kind: 'presence-refused' };

function setUp() {
  const events: string[] = [];
  const question = Promise.withResolvers<Outcome<null, Refused>>();
  let answer: Promise<Outcome<null, Refused>> = Promise.resolve(success(null));
  const lock = createLock<Refused>({
    seal: async () => void events.push('sealed'),
    unseal: () => {
      events.push('asked');
      return answer;
    },
    onChange: (locked) => events.push(locked ? 'locked' : 'unlocked'),
  });
  return {
    lock,
    events,
    /** From here on the system asks the person; `reply` is what they answer. */
    ask: () => {
      answer = question.promise;
    },
    reply: question.resolve,
  };
}

describe('the lock', () => {
  it('tells that it is locked before anything else is done, and seals once', async () => {
    const { lock, events } = setUp();
    await Promise.all([lock.lock(), lock.lock()]);
    expect(events).toEqual(['locked', 'sealed']);
    expect(lock.isLocked()).toBe(true);
  });

  it('opens when the person is let in', async () => {
    const { lock, events } = setUp();
    await lock.lock();
    expect(await lock.unlock()).toEqual(success(null));
    expect(lock.isLocked()).toBe(false);
    expect(events).toEqual(['locked', 'sealed', 'asked', 'unlocked']);
  });

  it('stays locked when the person is refused', async () => {
    const { lock, ask, reply } = setUp();
    await lock.lock();
    ask();
    reply(failed({ kind: 'presence-refused' }));
    expect((await lock.unlock()).ok).toBe(false);
    expect(lock.isLocked()).toBe(true);
  });

  it('asks once, however often somebody presses Unlock', async () => {
    const { lock, events, ask, reply } = setUp();
    await lock.lock();
    ask();
    const presses = [lock.unlock(), lock.unlock()];
    reply(success(null));
    expect((await Promise.all(presses)).map(({ ok }) => ok)).toEqual([true, true]);
    expect(events.filter((event) => event === 'asked')).toHaveLength(1);
  });

  it('stays locked, and is sealed again, when the computer is left while the question is open', async () => {
    const { lock, events, ask, reply } = setUp();
    await lock.lock();
    ask();
    const unlocking = lock.unlock();
    await lock.lock();
    reply(success(null));
    expect(await unlocking).toEqual(failed({ kind: 'locked' }));
    expect(lock.isLocked()).toBe(true);
    expect(events).toEqual(['locked', 'sealed', 'asked', 'sealed']);
  });

  it('is sealed before it is opened, though both are asked for at once', async () => {
    const { lock, events } = setUp();
    void lock.lock();
    await lock.unlock();
    expect(events).toEqual(['locked', 'sealed', 'asked', 'unlocked']);
  });
});
