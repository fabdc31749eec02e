import type { RotationId, RotationRow } from '../../../bridge/values/rotation.ts';
import { type BridgeResult, rotations } from '../../app/bridge.ts';
import { refreshKeys } from '../../app/keys-query.ts';
import { useRequest } from '../../app/use-request.ts';
import { announce } from '../../ui/announce.ts';
import type { RotationAction } from './rotation-actions.ts';

const done = {
  next: 'Step done.',
  undo: 'The old key is active again.',
  skip: 'Step left out.',
  stop: 'Rotation stopped. Both keys stay as they are.',
  pause: 'Rotation paused.',
  resume: 'Rotation resumed.',
  word: 'Step done.',
  again: 'Made again.',
} as const satisfies Record<RotationAction, string>;

/** The call of an action. The word of the person is what *Next step* means where only they can know. */
const callOf = (action: RotationAction, id: RotationId, next: RotationRow['next']): Promise<BridgeResult<null>> =>
  ({
    next: () => (next === 'make-again' ? rotations.MakeAgain(id) : rotations.NextStep(id, next === 'confirm')),
    undo: () => rotations.UndoStep(id),
    skip: () => rotations.SkipStep(id),
    stop: () => rotations.StopHere(id),
    pause: () => rotations.PauseRotations([id]),
    resume: () => rotations.ResumeRotations([id]),
    word: () => rotations.NextStep(id, true),
    again: () => rotations.MakeAgain(id),
  })[action]();

/** Carries an action out, and says so. */
export const useRotationAction = () => {
  const request = useRequest();
  const act = async (action: RotationAction, { id, next }: Pick<RotationRow, 'id' | 'next'>): Promise<boolean> => {
    const result = await request.send(() => callOf(action, id, next));
    if (!result?.ok) return false;
    announce(done[action]);
    await refreshKeys();
    return true;
  };
  return { ...request, act };
};
