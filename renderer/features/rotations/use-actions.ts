import type { RotationId, RotationRow } from '../../../bridge/values/rotation.ts';
import { type BridgeResult, call, campaigns, rotations } from '../../app/bridge.ts';
import { refreshKeys } from '../../app/keys-query.ts';
import { useRequest } from '../../app/use-request.ts';
import { announce } from '../../ui/announce.ts';
import { doneWords, type RotationAction } from './rotation-actions.ts';

/**
 * The call of *Next step*. For the step `confirm` the press counts as the user's word that the new key is in use. The key of a packet
 * is made by its campaign.
 */
const nextCall = ({ id, how, next }: RotationRow): Promise<BridgeResult<null>> => {
  if (how === 'packet' && (next === 'make' || next === 'hand-over' || next === 'make-again'))
    return campaigns.MakePacket(id);
  return next === 'make-again' ? rotations.MakeAgain(id) : rotations.NextStep(id, next === 'confirm');
};

/** Deletes a key whose secret nobody has, and makes another one. If the key is for a packet, the campaign makes it. */
const makeAgain = async ({ id, how }: RotationRow): Promise<BridgeResult<null>> => {
  const gone = await rotations.MakeAgain(id);
  return gone.ok && how === 'packet' ? campaigns.MakePacket(id) : gone;
};

const callOf = (action: RotationAction, row: RotationRow, id: RotationId = row.id): Promise<BridgeResult<null>> =>
  ({
    next: () => nextCall(row),
    undo: () => rotations.UndoStep(id),
    skip: () => rotations.SkipStep(id),
    stop: () => rotations.StopHere(id),
    pause: () => rotations.PauseRotations([id]),
    resume: () => rotations.ResumeRotations([id]),
    word: () => rotations.NextStep(id, true),
    claim: () => rotations.NextStep(id, true),
    again: () => makeAgain(row),
  })[action]();

/** Carries out an action and announces it. */
export const useRotationAction = () => {
  const request = useRequest();
  const act = async (action: RotationAction, row: RotationRow): Promise<boolean> => {
    const result = await request.send(() => callOf(action, row));
    if (!result?.ok) return false;
    const after = await call(() => rotations.ReadRotation(row.id));
    const said = after.ok && doneWords(action, row, after.value.row);
    if (said) announce(said);
    await refreshKeys();
    return true;
  };
  return { ...request, act };
};
