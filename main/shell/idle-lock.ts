import { powerMonitor } from 'electron';
import { followScreenLock } from './screen-lock.ts';

/** How often the system is asked how long nobody has touched it, in milliseconds. */
const EVERY = 5000;

export interface LeftOptions {
  /** Minutes without input after which Keydesk is locked; 0: never. */
  readonly lockMinutes: () => number;
  readonly lock: () => void;
  readonly note: (text: string) => void;
}

/** Calls `lock` when the computer sleeps or its screen is locked, and after so many minutes without input. */
export function lockWhenLeft({ lockMinutes, lock, note }: LeftOptions): void {
  powerMonitor.on('suspend', lock);
  if (process.platform === 'linux') followScreenLock(process.env, lock, note);
  else powerMonitor.on('lock-screen', lock);
  setInterval(() => {
    const minutes = lockMinutes();
    if (minutes > 0 && powerMonitor.getSystemIdleTime() >= minutes * 60) lock();
  }, EVERY).unref();
}
