import type { Observable } from '../basics/observable.ts';
import { waitingText } from './sentences-rotation.ts';

export interface RotationNoticeOptions {
  readonly rotations: Observable<{ readonly waiting: number; readonly held: number }>;
  /** Whether the settings allow the notification. */
  readonly isWanted: () => boolean;
  /** Whether the person looks at the window. */
  readonly isWatched: () => boolean;
  readonly show: (title: string) => void;
}

/**
 * Shows a notification of the system with what waits for the person: at the start, and later if more waits than before while nobody
 * looks at the window. It names no user and no key, since a locked screen shows it too.
 */
export function tellOfRotations({ rotations, isWanted, isWatched, show }: RotationNoticeOptions): void {
  let known = rotations.state();
  const tell = () => {
    if (isWanted()) show(waitingText(known));
  };
  if (known.waiting + known.held > 0) tell();
  rotations.subscribe((state) => {
    const isMore = state.waiting > known.waiting || state.held > known.held;
    known = state;
    if (isMore && !isWatched()) tell();
  });
}
