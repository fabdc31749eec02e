import { powerMonitor } from 'electron';

/** How often the system is asked how long nobody has touched it, in milliseconds. */
const EVERY = 5000;

/** Calls `lock` when the computer sleeps or its screen is locked, and after so many minutes without input (0: never). */
export function lockWhenLeft(lockMinutes: () => number, lock: () => void): void {
  powerMonitor.on('suspend', lock);
  powerMonitor.on('lock-screen', lock);
  setInterval(() => {
    const minutes = lockMinutes();
    if (minutes > 0 && powerMonitor.getSystemIdleTime() >= minutes * 60) lock();
  }, EVERY).unref();
}
