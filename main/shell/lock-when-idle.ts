import type { Clock } from '../basics/clock.ts';
import type { Observable } from '../basics/observable.ts';

export interface IdleOptions {
  /** Minutes without input after which `lock` is called; 0: never. */
  readonly minutes: Observable<number>;
  /** Seconds since the last input to the computer. */
  readonly idleSeconds: () => number;
  readonly lock: () => void;
  readonly clock: Pick<Clock, 'after'>;
}

/**
 * Calls `lock` when the computer has had no input for the set number of minutes. The system is asked only when that time may be over, and
 * not every few seconds, so that an idle Keydesk uses no power.
 */
export function lockWhenIdle({ minutes, idleSeconds, lock, clock }: IdleOptions): void {
  let cancel = () => {};
  const look = () => {
    cancel();
    cancel = () => {};
    const limit = minutes.state() * 60;
    if (limit === 0) return;
    const left = limit - idleSeconds();
    if (left <= 0) lock();
    cancel = clock.after((left > 0 ? left : limit) * 1000, look);
  };
  minutes.subscribe(look);
  look();
}
