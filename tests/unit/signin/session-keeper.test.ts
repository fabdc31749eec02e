import { describe, expect, it } from 'vitest';
import { failed, type Outcome, success } from '../../../main/basics/outcome.ts';
import { createSessionKeeper, type NotLonger, type SessionTimes } from '../../../main/signin/session-keeper.ts';
import { createFakeClock } from '../../support/parts/fake-clock.ts';
import { fc, runs } from '../../support/random/random-runs.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

type Refused = { readonly kind: 'unreachable' | 'session-over' };
type Answer = Outcome<SessionTimes, Refused | NotLonger>;

/** A session of an hour, a lock, and the requests to Oracle, which the test answers. */
function setUp(life = HOUR, mostMs: number | null = DAY) {
  const clock = createFakeClock();
  const began = clock.now();
  const asked: { readonly at: number; readonly answer: (answer: Answer) => void }[] = [];
  let isLocked = false;
  let changes = 0;
  const keeper = createSessionKeeper<Refused>({
    clock,
    isLocked: () => isLocked,
    prolong: () => new Promise<Answer>((answer) => asked.push({ at: clock.now() - began, answer })),
    over: () => ({ kind: 'session-over' }),
    onChange: () => {
      changes += 1;
    },
  });
  const times = { issued: began, expires: began + life, renewableUntil: mostMs === null ? null : began + mostMs };
  keeper.begin('a', times);
  return {
    clock,
    keeper,
    began,
    times,
    asked,
    changes: () => changes,
    lock(locked: boolean) {
      isLocked = locked;
      if (!locked) keeper.use('a');
    },
    /** Oracle answers the last request with a session until an hour from now. */
    async giveHour() {
      asked.at(-1)?.answer(success({ ...times, issued: clock.now(), expires: clock.now() + HOUR }));
      await settled();
    },
    async refuse(problem: Refused | NotLonger) {
      asked.at(-1)?.answer(failed(problem));
      await settled();
    },
    phase: () => keeper.state('a')?.phase,
  };
}

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));
const notLonger = { kind: 'session-not-longer', expires: '' } as const;

describe('a session', () => {
  it('that is used is prolonged at half of its life, and again at half of the next', async () => {
    const { clock, keeper, asked, giveHour, phase } = setUp();
    keeper.use('a');
    clock.advance(30 * MINUTE - 1);
    expect(asked).toHaveLength(0);
    clock.advance(1);
    expect(asked).toHaveLength(1);
    await giveHour();
    keeper.use('a');
    clock.advance(29 * MINUTE);
    expect(asked).toHaveLength(1);
    clock.advance(MINUTE);
    expect(asked).toHaveLength(2);
    expect(phase()).toBe('valid');
  });

  it('that nobody uses is left alone, and prolonged at its next use', () => {
    const { clock, keeper, asked } = setUp();
    clock.advance(45 * MINUTE);
    expect(asked).toHaveLength(0);
    keeper.use('a');
    expect(asked).toHaveLength(1);
    keeper.use('a');
    expect(asked).toHaveLength(1);
  });

  it('is told to end ten minutes before its end, and to be over at its end, each as news', () => {
    const { clock, phase, changes } = setUp();
    clock.advance(50 * MINUTE - 1);
    const before = changes();
    expect(phase()).toBe('valid');
    clock.advance(1);
    expect([phase(), changes()]).toEqual(['ending', before + 1]);
    clock.advance(10 * MINUTE);
    expect([phase(), changes()]).toEqual(['over', before + 2]);
    expect(clock.next()).toBeNull();
  });

  it('is never prolonged while Keydesk is locked, and at once after it', () => {
    const { clock, keeper, asked, lock } = setUp();
    keeper.use('a');
    lock(true);
    clock.advance(40 * MINUTE);
    expect(asked).toHaveLength(0);
    lock(false);
    expect(asked).toHaveLength(1);
  });

  it('whose end the computer has slept through is over: Oracle is not asked', async () => {
    const { clock, keeper, asked, phase } = setUp();
    keeper.use('a');
    clock.sleep(2 * HOUR);
    expect(phase()).toBe('over');
    keeper.use('a');
    const renewed = keeper.renew('a');
    // Before the `await`: if a request had been sent, nobody would answer it, and the test would hang.
    expect(asked).toHaveLength(0);
    expect(await renewed).toEqual(failed({ kind: 'session-over' }));
  });

  it('is asked for again a minute after a fault of the network, and not before', async () => {
    const { clock, keeper, asked, refuse } = setUp();
    keeper.use('a');
    clock.advance(30 * MINUTE);
    await refuse({ kind: 'unreachable' });
    keeper.use('a');
    clock.advance(MINUTE - 1);
    expect(asked).toHaveLength(1);
    clock.advance(1);
    expect(asked.map(({ at }) => at)).toEqual([30 * MINUTE, 31 * MINUTE]);
  });

  it('that Oracle prolongs no more says so, is not asked for again by itself, and lasts until its end', async () => {
    const { clock, keeper, asked, refuse, phase, times } = setUp();
    keeper.use('a');
    clock.advance(30 * MINUTE);
    await refuse(notLonger);
    expect(keeper.state('a')).toEqual({ times, phase: 'valid', renewable: false });
    keeper.use('a');
    clock.advance(25 * MINUTE);
    expect([asked.length, phase()]).toEqual([1, 'ending']);
    void keeper.renew('a');
    expect(asked).toHaveLength(2);
  });

  it('is not prolonged past a day', async () => {
    const { clock, keeper, asked } = setUp(HOUR, HOUR);
    keeper.use('a');
    clock.advance(59 * MINUTE);
    const renewed = keeper.renew('a');
    expect(asked).toHaveLength(0);
    expect(await renewed).toMatchObject({ problem: { kind: 'session-not-longer' } });
    expect(keeper.state('a')?.renewable).toBe(false);
  });

  it('that Oracle has ended before its time is over at once', () => {
    const { clock, keeper, asked, phase, changes } = setUp();
    keeper.endEarly('a');
    expect([phase(), changes()]).toEqual(['over', 1]);
    keeper.endEarly('a');
    keeper.use('a');
    clock.advance(HOUR);
    expect([asked.length, changes()]).toEqual([0, 1]);
  });

  it('that the person renews by hand joins what is under way', async () => {
    const { clock, keeper, asked, giveHour } = setUp();
    keeper.use('a');
    clock.advance(30 * MINUTE);
    const renewed = [keeper.renew('a'), keeper.renew('a')];
    expect(asked).toHaveLength(1);
    await giveHour();
    expect(await Promise.all(renewed)).toEqual([success(null), success(null)]);
  });

  it('that was signed in with again does not take the answer to the one before', async () => {
    const { clock, keeper, began, giveHour } = setUp();
    keeper.use('a');
    clock.advance(40 * MINUTE);
    const again = { issued: clock.now(), expires: clock.now() + 2 * HOUR, renewableUntil: began + DAY };
    keeper.begin('a', again);
    await giveHour();
    expect(keeper.state('a')?.times).toEqual(again);
  });

  it('that lasts longer than a timer can wait does not keep the computer busy', () => {
    const { clock } = setUp(10_000 * DAY, null);
    expect(clock.next()).toBe(DAY);
  });
});

type Step =
  | { readonly kind: 'advance' | 'sleep'; readonly ms: number }
  | { readonly kind: 'lock' | 'unlock' | 'use' | 'renew' | 'again' | 'end-early' }
  | { readonly kind: 'answer'; readonly what: 'longer' | 'same' | 'unreachable'; readonly life: number };

const span = fc.oneof(fc.integer({ min: 0, max: 15 * MINUTE }), fc.integer({ min: 0, max: 3 * HOUR }));
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('advance' as const, 'sleep' as const), ms: span }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'lock' as const,
        'unlock' as const,
        'use' as const,
        'use' as const,
        'renew' as const,
        'again' as const,
        'end-early' as const,
      ),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('answer' as const),
      what: fc.constantFrom('longer' as const, 'longer' as const, 'same' as const, 'unreachable' as const),
      life: fc.integer({ min: 1000, max: 2 * HOUR }),
    }),
  },
);

describe('over any clock, life and answer', () => {
  it('Oracle is never asked twice at once, nor after the end, nor while locked, and the time told is true', async () => {
    const lives = fc.integer({ min: 1000, max: 3 * HOUR });
    await fc.assert(
      fc.asyncProperty(lives, fc.integer({ min: 0, max: 2 * DAY }), fc.array(step, { maxLength: 40 }), run),
      { numRuns: runs(300) },
    );
  });
});

/** Walks through the steps. Checks what must be true at each request to Oracle, and after each step. */
async function run(life: number, most: number, steps: readonly Step[]): Promise<void> {
  const clock = createFakeClock();
  const began = clock.now();
  let isLocked = false;
  let isOver = false;
  const wrong: string[] = [];
  /** The times in the token of the account's session. */
  let held = { issued: began, expires: began + life, renewableUntil: began + life + most };
  /** The request to Oracle that is not answered yet. */
  let open: { readonly of: typeof held; readonly give: (answer: Answer) => void } | null = null;

  const keeper = createSessionKeeper<Refused>({
    clock,
    isLocked: () => isLocked,
    prolong: () => {
      // The keeper would swallow an error that is thrown here. So `wrong` collects the faults until after the step.
      if (isLocked) wrong.push('asked while locked');
      if (isOver || clock.now() >= held.expires) wrong.push('asked after the end');
      if (open !== null && open.of === held) wrong.push('asked twice at once');
      if (held.expires >= held.renewableUntil) wrong.push('asked past the day');
      return new Promise<Answer>((give) => {
        open = { of: held, give };
      });
    },
    over: () => ({ kind: 'session-over' }),
    onChange: () => {},
  });
  keeper.begin('a', held);

  for (const each of steps) {
    if (each.kind === 'advance') clock.advance(each.ms);
    if (each.kind === 'sleep') clock.sleep(each.ms);
    if (each.kind === 'lock') isLocked = true;
    if (each.kind === 'unlock') isLocked = false;
    if (each.kind === 'use' || each.kind === 'unlock') keeper.use('a');
    if (each.kind === 'renew') void keeper.renew('a');
    if (each.kind === 'end-early') {
      keeper.endEarly('a');
      isOver = true;
    }
    if (each.kind === 'again') {
      held = { issued: clock.now(), expires: clock.now() + life, renewableUntil: clock.now() + life + most };
      isOver = false;
      keeper.begin('a', held);
    }
    if (each.kind === 'answer' && open !== null) {
      const { of, give }: { of: typeof held; give: (answer: Answer) => void } = open;
      const expires = Math.min(clock.now() + each.life, of.renewableUntil);
      const isLonger = each.what === 'longer' && expires > of.expires;
      const next = { ...of, issued: clock.now(), expires };
      if (each.what === 'unreachable') give(failed({ kind: 'unreachable' }));
      else give(isLonger ? success(next) : failed({ ...notLonger }));
      if (isLonger && of === held) held = next;
      open = null;
    }
    await settled();
    expect(wrong).toEqual([]);
    const left = held.expires - clock.now();
    const phase = isOver || left <= 0 ? 'over' : left <= 10 * MINUTE ? 'ending' : 'valid';
    expect(keeper.state('a')).toMatchObject({ times: held, phase });
  }
}
