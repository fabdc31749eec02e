import { describe, expect, it } from 'vitest';
import { createSerialQueue } from '../../../main/basics/serial-queue.ts';

describe('a serial queue', () => {
  it('begins a task when the previous one has ended, in order', async () => {
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

  it('goes on after a task that threw, and rejects only for the caller of that task', async () => {
    const inTurn = createSerialQueue();
    const broken = inTurn(async () => Promise.reject(new Error('the disk is full')));
    const next = inTurn(async () => 'done');
    await expect(broken).rejects.toThrow('the disk is full');
    expect(await next).toBe('done');
  });
});
