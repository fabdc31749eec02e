import { vi } from 'vitest';

const timeout = AbortSignal.timeout.bind(AbortSignal);

/**
 * Does `work` while a time limit of `limitMs` is over after `ms`. All other limits stay what they are, since an answer that is
 * to come may take its time: the machines that run tests are busy.
 */
export async function withShortLimit<T>(limitMs: number, ms: number, work: () => Promise<T>): Promise<T> {
  const shortened = vi
    .spyOn(AbortSignal, 'timeout')
    .mockImplementation((asked) => timeout(asked === limitMs ? ms : asked));
  try {
    return await work();
  } finally {
    shortened.mockRestore();
  }
}
