import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { concurrentMap } from '../../../main/basics/concurrent-map.ts';

describe('work done side by side', () => {
  it('gives the results in the order of the items, and never does more at once than the limit', async () => {
    let running = 0;
    let most = 0;
    const results = await concurrentMap([30, 1, 20, 2, 10, 3], 3, async (ms) => {
      most = Math.max(most, ++running);
      await sleep(ms);
      running--;
      return ms * 2;
    });
    expect(results).toEqual([60, 2, 40, 4, 20, 6]);
    expect(most).toBe(3);
  });

  it('is nothing for no items', async () => {
    expect(await concurrentMap([], 3, () => Promise.reject(new Error('asked')))).toEqual([]);
  });
});
