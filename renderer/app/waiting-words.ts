import type { RotationsState } from '../../bridge/values/rotation.ts';
import { formatCount } from '../ui/dates.ts';

/** "3 rotations and 1 paused campaign wait for you" */
export const waitingWords = ({ waiting, held }: Pick<RotationsState, 'waiting' | 'held'>): string => {
  const rotations = `${formatCount(waiting)} ${waiting === 1 ? 'rotation' : 'rotations'}`;
  const campaigns = `${formatCount(held)} paused ${held === 1 ? 'campaign' : 'campaigns'}`;
  const what = [waiting > 0 && rotations, held > 0 && campaigns].filter(Boolean).join(' and ');
  return `${what} ${waiting + held === 1 ? 'waits' : 'wait'} for you`;
};
