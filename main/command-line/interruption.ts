import { constants } from 'node:os';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Aborts at Ctrl+C and at the end of the session. Its reason is the exit code that a shell uses for the signal (128 + N). The second signal
 * ends the process at once, as if there were no listener.
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
