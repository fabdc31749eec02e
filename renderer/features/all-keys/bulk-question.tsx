import type { BulkRequest } from '../../../bridge/values/bulk.ts';
import { bulk } from '../../app/bridge.ts';
import { LossQuestion } from '../../app/loss-question.tsx';
import { useRequest } from '../../app/use-request.ts';
import { formatCount, keysWords } from '../../ui/dates.ts';
import { useTypedCount } from '../../ui/typed-count.tsx';
import type { SelectedKeys } from './selected-keys.ts';

export interface Question extends SelectedKeys {
  readonly action: 'deactivate' | 'delete';
}

const words = {
  delete: {
    button: 'Delete',
    loss: 'Every program that uses them stops working. Deleted keys cannot be brought back.',
    one: 'Every program that uses it stops working. A deleted key cannot be brought back.',
  },
  deactivate: {
    button: 'Deactivate',
    loss: 'Programs that use them are refused from then on. Undo activates them again.',
    one: 'Programs that use it are refused from then on. Undo activates it again.',
  },
} as const;

/** Names and counts the keys that the action is for. For ten keys or more, the user must type the number. */
export const BulkQuestion = ({ question, onClose }: { readonly question: Question; readonly onClose: () => void }) => {
  const { action, selection, count, rows } = question;
  const { pending, failure, send } = useRequest();
  const { confirm, field } = useTypedCount(count, `${action} ${keysWords(count)}`, 'keys');
  const { button, loss, one } = words[action];

  const agree = async () => {
    const confirmation = confirm();
    if (confirmation === false) return;
    const request: BulkRequest = { action, selection, expected: count, confirmation };
    const result = await send(() => bulk.StartBulk(request));
    if (result?.ok) onClose();
  };

  return (
    <LossQuestion
      title={`${button} ${count === 1 && rows[0] ? rows[0].name : keysWords(count)}?`}
      action={button}
      pending={pending}
      failure={failure}
      onCancel={onClose}
      onAgree={() => void agree()}
    >
      <ul className="stack dialog-names">
        {rows.map((row) => (
          <li key={row.row} className="cut">
            <strong>{row.name}</strong> of {row.userName}
          </li>
        ))}
        {count > rows.length && <li className="third">and {formatCount(count - rows.length)} more</li>}
      </ul>
      <p>{count === 1 ? one : loss}</p>
      {field}
    </LossQuestion>
  );
};
