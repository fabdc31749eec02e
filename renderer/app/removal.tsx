import type { BridgeResult } from './bridge.ts';
import { LossQuestion, type LossQuestionProps } from './loss-question.tsx';
import { useRequest } from './use-request.ts';

interface RemovalProps extends Pick<LossQuestionProps, 'title' | 'action' | 'children'> {
  readonly remove: () => Promise<BridgeResult<null>>;
  /** Announced when it has been removed. */
  readonly removed: string;
  readonly onClose: () => void;
  readonly onRemoved?: () => void;
}

/** Confirms a removal that cannot be undone, and carries it out. A failure keeps the question open. */
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
