import { vi } from 'vitest';

const timeout = AbortSignal.timeout.bind(AbortSignal);

/**
 * Does `work` while each time limit of `limitMs` ends after `ms`. All other limits stay as they are, since a busy machine may answer
 * late.
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
