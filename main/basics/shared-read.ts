/**
 * Callers that want the same thing at the same time share one reading of it. The reading is cancelled when the last
 * caller has left; a caller whose own signal aborts gets `left` at once.
 */
export function createSharedRead<T>(): (
  key: string,
  read: (signal: AbortSignal) => Promise<T>,
  left: () => T,
  signal?: AbortSignal,
) => Promise<T> {
  const readings = new Map<string, { readonly result: Promise<T>; readonly abort: AbortController; callers: number }>();

  function begin(key: string, read: (signal: AbortSignal) => Promise<T>) {
    const abort = new AbortController();
    const forget = () => {
      if (readings.get(key) === reading) readings.delete(key);
    };
    const reading = { result: read(abort.signal).finally(forget), abort, callers: 0 };
    readings.set(key, reading);
    return reading;
  }

  return (key, read, left, signal) => {
    if (signal?.aborted) return Promise.resolve(left());
    const reading = readings.get(key) ?? begin(key, read);
    reading.callers += 1;
    return new Promise<T>((resolve, reject) => {
      const leave = () => {
        reading.callers -= 1;
        resolve(left());
        if (reading.callers > 0) return;
        // No later caller may join a reading that is being cancelled.
        if (readings.get(key) === reading) readings.delete(key);
        reading.abort.abort();
      };
      signal?.addEventListener('abort', leave, { once: true });
      reading.result.then(resolve, reject).finally(() => signal?.removeEventListener('abort', leave));
    });
  };
}
