import { powerMonitor } from 'electron';
import { type IdleOptions, lockWhenIdle } from './lock-when-idle.ts';
import { followScreenLock } from './screen-lock.ts';

export interface LeftOptions extends Omit<IdleOptions, 'idleSeconds'> {
  readonly note: (text: string) => void;
}

/** Calls `lock` when the computer sleeps or its screen is locked, and after the set number of minutes without input. */
export function lockWhenLeft({ lock, note, ...idle }: LeftOptions): void {
  powerMonitor.on('suspend', lock);
  if (process.platform === 'linux') followScreenLock(process.env, lock, note);
  else powerMonitor.on('lock-screen', lock);
  lockWhenIdle({ ...idle, lock, idleSeconds: () => powerMonitor.getSystemIdleTime() });
}
