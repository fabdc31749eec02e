import type { RotationRow } from '../../../bridge/values/rotation.ts';
import { rotations } from '../../app/bridge.ts';
import { refreshKeys } from '../../app/keys-query.ts';
import { LossQuestion } from '../../app/loss-question.tsx';
import { useRequest } from '../../app/use-request.ts';
import { formatCount } from '../../ui/dates.ts';
import { shortenAccessKey } from '../../ui/shorten.ts';
import { useTypedCount } from '../../ui/typed-count.tsx';
import { hasDomain, oldKeysWords } from './rotation-words.ts';

/** The most keys that the question names. */
const mostNamed = 5;

export type ManyAction = 'deactivate' | 'delete';

const words = {
  delete: {
    button: 'Delete',
    why: () => 'Its new key is confirmed, and its waiting time is over.',
    loss: () => 'A deleted key cannot be brought back.',
  },
  deactivate: {
    button: 'Deactivate',
    why: (count: number) => (count === 1 ? 'Its new key is confirmed.' : 'Their new keys are confirmed.'),
    loss: (isRefused: boolean) =>
      isRefused
        ? 'Programs that still use an old key are refused from then on. Undo activates it again.'
        : 'A tenancy without identity domains deactivates no key: they stay active, and their waiting time begins.',
  },
} as const satisfies Record<ManyAction, object>;

interface ManyQuestionProps {
  readonly action: ManyAction;
  /** The rotations whose next step this is. */
  readonly rows: readonly RotationRow[];
  readonly onClose: () => void;
}

/**
 * Asks before old keys are deactivated, or before one is deleted. To deactivate ten keys or more, the user must type their number.
 * For several deletions main asks, so this dialog is not used.
 */
export const ManyQuestion = ({ action, rows, onClose }: ManyQuestionProps) => {
  const { pending, failure, send } = useRequest();
  const count = rows.length;
  const { confirm, field } = useTypedCount(count, `${action} ${oldKeysWords(count)}`, 'old keys');
  const { button, why, loss } = words[action];
  const [first] = rows;

  const agree = async () => {
    const confirmation = confirm();
    if (confirmation === false) return;
    const ids = rows.map(({ id }) => id);
    const result = await send(() =>
      action === 'delete' ? rotations.DeleteDue(ids) : rotations.DeactivateMany({ ids, confirmation }),
    );
    if (!result?.ok) return;
    onClose();
    await refreshKeys();
  };

  return (
    <LossQuestion
      title={`${button} ${count === 1 && first ? `the old key ${first.keyName}` : oldKeysWords(count)}?`}
      action={button}
      pending={pending}
      failure={failure}
      onCancel={onClose}
      onAgree={() => void agree()}
    >
      <ul className="stack dialog-names">
        {rows.slice(0, mostNamed).map(({ id, keyName, userName, accessKey }) => (
          <li key={id} className="cut">
            <strong>{keyName}</strong> of {userName} {accessKey !== null && <code>{shortenAccessKey(accessKey)}</code>}
          </li>
        ))}
        {count > mostNamed && <li className="third">and {formatCount(count - mostNamed)} more</li>}
      </ul>
      <p>
        {why(count)} Oracle does not tell whether a key is still in use. {loss(rows.every(hasDomain))}
      </p>
      {field}
    </LossQuestion>
  );
};
