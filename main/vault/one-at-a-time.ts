import { createSerialQueue } from '../basics/serial-queue.ts';

/** The work took longer than its time limit. It may still end later, but then no caller gets its result. */
export const tooLate = Symbol('too late');

/**
 * Does one piece of work after the other, each within `limitMs`, waiting included. Work that has not begun by then never begins.
 * Work that has begun cannot be stopped: until it ends, every other call gets `tooLate` at once. Its late result goes to
 * `discard`.
 */
export function createOneAtATime(limitMs: number) {
  const queue = createSerialQueue();
  let isStuck = false;

  return async function withinLimit<T>(
    work: () => Promise<T>,
    discard: (late: T) => void,
  ): Promise<T | typeof tooLate> {
    if (isStuck) return tooLate;
    let state: 'waiting' | 'running' | 'left' = 'waiting';
    const isLeft = () => state === 'left';
    const mine = queue(async () => {
      if (isLeft()) return tooLate;
      state = 'running';
      try {
        const done = await work();
        if (isLeft()) discard(done);
        return done;
      } finally {
        if (isLeft()) isStuck = false;
      }
    });
    const patience = Promise.withResolvers<typeof tooLate>();
    const timer = setTimeout(() => {
      isStuck ||= state === 'running';
      state = 'left';
      patience.resolve(tooLate);
    }, limitMs);
    return Promise.race([mine, patience.promise]).finally(() => clearTimeout(timer));
  };
}
