import { beforeEach, expect, it } from 'vitest';
import { createObservable } from '../../../main/basics/observable.ts';
import { lockWhenIdle } from '../../../main/shell/lock-when-idle.ts';

/** The number of times that the computer was asked for its idle time. Its seconds pass only in `leave`. */
let asked = 0;
let locks: number[] = [];
let now = 0;
let touched = 0;
let timer: { at: number; run: () => void } | null = null;
let minutes = createObservable(5);

const clock = {
  after(ms: number, run: () => void) {
    const own = { at: now + ms / 1000, run };
    timer = own;
    return () => {
      if (timer === own) timer = null;
    };
  },
};
/** Nobody touches the computer for so many seconds. */
const leave = (seconds: number) => {
  const until = now + seconds;
  while (timer && timer.at <= until) {
    now = timer.at;
    const { run } = timer;
    timer = null;
    run();
  }
  now = until;
};
const touch = () => {
  touched = now;
};
const idleSeconds = () => {
  asked += 1;
  return Math.floor(now - touched);
};

beforeEach(() => {
  [asked, now, touched, timer, locks] = [0, 0, 0, null, []];
  minutes = createObservable(5);
  lockWhenIdle({ minutes, idleSeconds, lock: () => locks.push(now), clock });
});

it('locks after so many minutes without input, to the second, and asks the system twice', () => {
  leave(299);
  expect(locks).toEqual([]);
  leave(1);
  expect(locks).toEqual([300]);
  expect(asked).toBe(2);
});

it('counts from the last input', () => {
  leave(200.5);
  touch();
  leave(299);
  expect(locks).toEqual([]);
  leave(2);
  expect(locks).toEqual([501]);
});

it('locks again when the computer is left again', () => {
  leave(301);
  touch();
  leave(1);
  touch();
  leave(299);
  expect(locks).toEqual([300]);
  leave(1);
  expect(locks).toEqual([300, 602]);
});

it('takes up a new time at once, and asks nothing while the lock is off', () => {
  minutes.change(0);
  leave(3600);
  expect(locks).toEqual([]);
  expect(timer).toBeNull();
  minutes.change(15);
  expect(locks).toEqual([3600]);
});
