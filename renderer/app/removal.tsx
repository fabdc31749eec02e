import type { ReactNode } from 'react';
import { announce } from '../ui/announce.ts';
import type { BridgeResult } from './bridge.ts';
import { LossQuestion } from './loss-question.tsx';
import { useRequest } from './use-request.ts';

interface RemovalProps {
  readonly title: string;
  /** The word on the button: "Delete", "Remove". */
  readonly action: string;
  readonly remove: () => Promise<BridgeResult<null>>;
  /** Announced when it has been removed. */
  readonly removed: string;
  readonly onClose: () => void;
  readonly onRemoved?: () => void;
  /** What will be lost. */
  readonly children: ReactNode;
}

/** Confirms a removal that cannot be undone, and carries it out. A failure keeps the question open. */
export const Removal = ({ title, action, remove, removed, onClose, onRemoved, children }: RemovalProps) => {
  const { pending, failure, send } = useRequest();

  const agree = async () => {
    const result = await send(remove);
    if (!result?.ok) return;
    announce(removed);
    onClose();
    onRemoved?.();
  };

  return (
    <LossQuestion
      title={title}
      action={action}
      pending={pending}
      failure={failure}
      onCancel={onClose}
      onAgree={() => void agree()}
    >
      {children}
    </LossQuestion>
  );
};
