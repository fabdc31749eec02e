import { describe, expect, it } from 'vitest';
import { createSerialQueue } from '../../../main/basics/serial-queue.ts';

describe('work in turn', () => {
  it('begins when what came before it has ended, in the order in which it came', async () => {
    const inTurn = createSerialQueue();
    const first = Promise.withResolvers<void>();
    const events: string[] = [];
    const one = inTurn(async () => {
      events.push('first begins');
      await first.promise;
      events.push('first ends');
    });
    const two = inTurn(async () => void events.push('second'));
    await new Promise((resolve) => setImmediate(resolve));
    expect(events).toEqual(['first begins']);
    first.resolve();
    await Promise.all([one, two]);
    expect(events).toEqual(['first begins', 'first ends', 'second']);
  });

  it('goes on behind what has thrown, and tells of it whoever asked', async () => {
    const inTurn = createSerialQueue();
    const broken = inTurn(async () => Promise.reject(new Error('the disk is full')));
    const next = inTurn(async () => 'done');
    await expect(broken).rejects.toThrow('the disk is full');
    expect(await next).toBe('done');
  });
});
