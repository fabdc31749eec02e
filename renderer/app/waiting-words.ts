import type { RotationsState } from '../../bridge/values/rotation.ts';
import { countWords } from '../ui/dates.ts';

/** "3 rotations and 1 paused campaign wait for you" */
export const waitingWords = ({ waiting, held }: Pick<RotationsState, 'waiting' | 'held'>): string => {
  const counts = [waiting > 0 && countWords(waiting, 'rotation'), held > 0 && countWords(held, 'paused campaign')];
  const what = counts.filter(Boolean).join(' and ');
  return `${what} ${waiting + held === 1 ? 'waits' : 'wait'} for you`;
};
