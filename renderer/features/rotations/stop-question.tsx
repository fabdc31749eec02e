import type { RotationRow } from '../../../bridge/values/rotation.ts';
import { LossQuestion } from '../../app/loss-question.tsx';
import { shortenAccessKey } from '../../ui/shorten.ts';
import { actionWords } from './rotation-actions.ts';
import { useRotationAction } from './use-actions.ts';

interface StopQuestionProps {
  readonly row: RotationRow;
  readonly onClose: () => void;
}

/** Asks before *Stop here* if the old key is deactivated: *Undo* is not possible afterwards. */
export const StopQuestion = ({ row, onClose }: StopQuestionProps) => {
  const { pending, failure, act } = useRotationAction();
  const stop = async () => {
    if (await act('stop', row)) onClose();
  };
  return (
    <LossQuestion
      title={`Stop the rotation of ${row.keyName}?`}
      action={actionWords('stop')}
      pending={pending}
      failure={failure}
      onCancel={onClose}
      onAgree={() => void stop()}
    >
      <p>
        The old key {row.accessKey !== null && <code>{shortenAccessKey(row.accessKey)}</code>} stays deactivated, and
        Undo ends with the rotation. You can activate or delete the key{' '}
        {row.owner.kind === 'self' ? 'in My profile' : 'on the page of its user'}.
      </p>
    </LossQuestion>
  );
};
