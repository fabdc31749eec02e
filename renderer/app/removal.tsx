import type { BridgeResult } from './bridge.ts';
import { LossQuestion, type LossQuestionProps } from './loss-question.tsx';
import { useRequest } from './use-request.ts';

interface RemovalProps extends Pick<LossQuestionProps, 'title' | 'action' | 'children'> {
  readonly remove: () => Promise<BridgeResult<null>>;
  /** The sentence that is announced after the removal. */
  readonly removed: string;
  readonly onClose: () => void;
  readonly onRemoved?: () => void;
}

/** Asks the user to confirm a removal that cannot be undone, then removes. If that fails, the question stays open. */
export const Removal = ({ remove, removed, onClose, onRemoved, ...question }: RemovalProps) => {
  const { pending, failure, send } = useRequest();

  const agree = async () => {
    const result = await send(remove, removed);
    if (!result?.ok) return;
    onClose();
    onRemoved?.();
  };

  return (
    <LossQuestion {...question} pending={pending} failure={failure} onCancel={onClose} onAgree={() => void agree()} />
  );
};
