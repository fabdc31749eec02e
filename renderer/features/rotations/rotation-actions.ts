import type { RotationRow } from '../../../bridge/values/rotation.ts';

/** `word`: the user says that the new key is in use. `claim`: the user has the new secret key. `again`: nobody has the new secret key. */
export type RotationAction = 'next' | 'undo' | 'skip' | 'stop' | 'pause' | 'resume' | 'word' | 'claim' | 'again';

/** The words on the button of an action, and the announcement when it is done. */
const words = {
  next: { button: 'Next step', done: 'Step done.' },
  undo: { button: 'Undo', done: 'The old key is active again.' },
  skip: { button: 'Skip', done: 'Step left out.' },
  stop: { button: 'Stop here', done: 'Rotation stopped. Both keys stay as they are.' },
  pause: { button: 'Pause', done: 'Rotation paused.' },
  resume: { button: 'Resume', done: 'Rotation resumed.' },
  word: { button: 'It is in use', done: 'Step done.' },
  claim: { button: 'I have the secret key', done: 'Step done.' },
  again: { button: 'Make it again', done: 'Made again.' },
} as const satisfies Record<RotationAction, { button: string; done: string }>;

export const actionWords = (action: RotationAction): string => words[action].button;

/** The announcement after an action. Null: the row is unchanged, because the user cancelled main's question or a dialog continues. */
export const doneWords = (action: RotationAction, before: RotationRow, after: RotationRow): string | null =>
  JSON.stringify(before) === JSON.stringify(after) ? null : words[action].done;

/** What can be done with a rotation now. *Next step* comes first. */
export const actionsOf = (row: RotationRow): readonly RotationAction[] => {
  if (row.ended !== null) return [];
  const offered: readonly (readonly [RotationAction, boolean])[] = [
    ['next', row.next !== null && !row.paused],
    ['undo', row.canUndo],
    ['skip', row.canSkip],
    ['stop', row.canStop],
    ['pause', !row.paused],
    ['resume', row.paused],
  ];
  return offered.filter(([, isOffered]) => isOffered).map(([action]) => action);
};

/** True if a question must come before the action: *Stop here* would make *Undo* impossible. */
export const endsUndo = (action: RotationAction, { canUndo }: RotationRow): boolean => action === 'stop' && canUndo;

/** The actions beside *Next step*: what only the user can tell, and what helps if the new secret key is lost. */
export const besideNext = ({ next, canClaim }: RotationRow, failure: string | null): readonly RotationAction[] => {
  if (canClaim) return ['claim'];
  if (next === 'test') return ['word'];
  return next === 'hand-over' && failure === 'secret-gone' ? ['word', 'again'] : [];
};
