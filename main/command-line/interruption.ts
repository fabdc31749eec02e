import { constants } from 'node:os';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * `signal` aborts at Ctrl+C and at the end of the session. Its reason is the exit code of a shell for signal N: 128 + N. When the same
 * signal comes a second time, it ends the process at once, since its listener is gone.
 */
export function interruption(process: Pick<NodeJS.Process, 'once' | 'off'>): {
  signal: AbortSignal;
  release: () => void;
} {
  const controller = new AbortController();
  const listeners = SIGNALS.map((name) => {
    const listener = () => controller.abort(128 + constants.signals[name]);
    process.once(name, listener);
    return () => process.off(name, listener);
  });
  return {
    signal: controller.signal,
    release: () => {
      for (const remove of listeners) remove();
    },
  };
}
