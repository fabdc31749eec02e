import { describe, expect, it } from 'vitest';
import { createSharedRead } from '../../../main/basics/shared-read.ts';

/** A read that continues until the test ends or cancels the read. */
function createReading() {
  const begun: { signal: AbortSignal; end: (value: string) => void; fail: (error: Error) => void }[] = [];
  const read = (signal: AbortSignal) =>
    new Promise<string>((resolve, reject) => {
      begun.push({ signal, end: resolve, fail: reject });
      signal.addEventListener('abort', () => resolve('cancelled'));
    });
  return { begun, read };
}
const left = () => 'left';

describe('a shared reading', () => {
  it('is done once for all simultaneous callers, and again afterwards', async () => {
    const share = createSharedRead<string>();
    const { begun, read } = createReading();
    const both = [share('a', read, left), share('a', read, left)];
    expect(begun).toHaveLength(1);
    begun[0]?.end('value');
    expect(await Promise.all(both)).toEqual(['value', 'value']);
    void share('a', read, left);
    expect(begun).toHaveLength(2);
  });

  it('is not shared by callers that read something else', () => {
    const share = createSharedRead<string>();
    const { begun, read } = createReading();
    void share('a', read, left);
    void share('b', read, left);
    expect(begun).toHaveLength(2);
  });

  it('goes on for the others when one leaves, and is cancelled when the last has left', async () => {
    const share = createSharedRead<string>();
    const { begun, read } = createReading();
    const [one, two] = [new AbortController(), new AbortController()];
    const first = share('a', read, left, one.signal);
    const second = share('a', read, left, two.signal);
    one.abort();
    expect(await first).toBe('left');
    expect(begun[0]?.signal.aborted).toBe(false);
    two.abort();
    expect(await second).toBe('left');
    expect(begun[0]?.signal.aborted).toBe(true);
  });

  it('is not joined while it is being cancelled', async () => {
    const share = createSharedRead<string>();
    const { begun, read } = createReading();
    const leaving = new AbortController();
    void share('a', read, left, leaving.signal);
    leaving.abort();
    const next = share('a', read, left);
    expect(begun).toHaveLength(2);
    begun[1]?.end('value');
    expect(await next).toBe('value');
  });

  it('is not begun for a caller that has already left', async () => {
    const { begun, read } = createReading();
    expect(await createSharedRead<string>()('a', read, left, AbortSignal.abort())).toBe('left');
    expect(begun).toHaveLength(0);
  });

  it('fails for all callers that share it, and for no later one', async () => {
    const share = createSharedRead<string>();
    const { begun, read } = createReading();
    const both = [share('a', read, left), share('a', read, left)];
    begun[0]?.fail(new Error('broken'));
    for (const result of both) await expect(result).rejects.toThrow('broken');
    void share('a', read, left);
    expect(begun).toHaveLength(2);
  });
});
