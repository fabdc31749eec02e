import type { RotationRow } from '../../../bridge/values/rotation.ts';
import { rotations } from '../../app/bridge.ts';
import { refreshKeys } from '../../app/keys-query.ts';
import { LossQuestion } from '../../app/loss-question.tsx';
import { useRequest } from '../../app/use-request.ts';
import { formatCount } from '../../ui/dates.ts';
import { shortenAccessKey } from '../../ui/shorten.ts';
import { useTypedCount } from '../../ui/typed-count.tsx';
import { oldKeysWords } from './rotation-words.ts';

/** As many keys as the question names. */
const mostNamed = 5;

export interface DeleteDueProps {
  /** The rotations whose old keys may be deleted. */
  readonly rows: readonly RotationRow[];
  readonly onClose: () => void;
}

/** Names and counts the old keys that would be lost. From ten on, the number is typed. */
export const DeleteDue = ({ rows, onClose }: DeleteDueProps) => {
  const { pending, failure, send } = useRequest();
  const count = rows.length;
  const { confirm, field } = useTypedCount(count, `delete ${oldKeysWords(count)}`, 'old keys');
  const [first] = rows;

  const agree = async () => {
    const confirmation = confirm();
    if (confirmation === false) return;
    const ids = rows.map(({ id }) => id);
    const result = await send(() => rotations.DeleteDue({ ids, confirmation }));
    if (!result?.ok) return;
    onClose();
    await refreshKeys();
  };

  return (
    <LossQuestion
      title={count === 1 && first ? `Delete the old key ${first.keyName}?` : `Delete ${oldKeysWords(count)}?`}
      action="Delete"
      pending={pending}
      failure={failure}
      onCancel={onClose}
      onAgree={() => void agree()}
    >
      <ul className="dialog-names">
        {rows.slice(0, mostNamed).map(({ id, keyName, userName, accessKey }) => (
          <li key={id} className="cut">
            <strong>{keyName}</strong> of {userName} {accessKey !== null && <code>{shortenAccessKey(accessKey)}</code>}
          </li>
        ))}
        {count > mostNamed && <li className="third">and {formatCount(count - mostNamed)} more</li>}
      </ul>
      <p>
        {count === 1
          ? 'Its new key is confirmed, and its waiting time is over.'
          : 'Their new keys are confirmed, and their waiting times are over.'}{' '}
        Oracle does not tell whether a key is still in use. A deleted key cannot be brought back.
      </p>
      {field}
    </LossQuestion>
  );
};
