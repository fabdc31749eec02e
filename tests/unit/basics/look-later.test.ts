import { describe, expect, it } from 'vitest';
import { createLookLater } from '../../../main/basics/look-later.ts';

function setUp(random = 0) {
  const pauses: number[] = [];
  let next: (() => void) | null = null;
  let isLeft = true;
  let looks = 0;
  const later = createLookLater({
    look: async () => {
      looks += 1;
      return isLeft;
    },
    after: (ms, run) => {
      pauses.push(ms);
      next = run;
      return () => {
        if (next === run) next = null;
      };
    },
    random: () => random,
  });
  return {
    later,
    pauses,
    looks: () => looks,
    isPlanned: () => next !== null,
    settle: () => {
      isLeft = false;
    },
    /** Ends the pause. */
    async pass() {
      const run = next;
      next = null;
      run?.();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

describe('looking again by itself', () => {
  it('goes on with growing pauses, a quarter of an hour at most, for as long as something is left', async () => {
    const { later, pauses, pass } = setUp();
    await later.now();
    for (let times = 0; times < 6; times += 1) await pass();
    expect(pauses.map((ms) => ms / 1000)).toEqual([30, 60, 120, 240, 480, 900, 900]);
  });

  it('comes sooner by up to a half, so that many do not come together', async () => {
    const { later, pauses } = setUp(0.999);
    await later.now();
    expect(pauses[0]).toBeGreaterThan(15_000);
    expect(pauses[0]).toBeLessThan(15_100);
  });

  it('ends when nothing is left', async () => {
    const { later, isPlanned, looks, settle, pass } = setUp();
    await later.now();
    settle();
    await pass();
    expect(isPlanned()).toBe(false);
    expect(looks()).toBe(2);
  });

  it('begins anew when somebody asks, and there is one plan at a time', async () => {
    const { later, pauses, pass, looks } = setUp();
    await later.now();
    await pass();
    await Promise.all([later.now(), later.now()]);
    expect(pauses.slice(2, 3)).toEqual([30_000]);
    later.later();
    expect(pauses.at(-1)).toBe(30_000);
    const before = looks();
    await pass();
    expect(looks()).toBe(before + 1);
  });
});
