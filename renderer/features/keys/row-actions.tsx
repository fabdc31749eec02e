import { useRef } from 'react';
import type { SettableStatus } from '../../../bridge/values/keys.ts';
import { IconButton } from '../../ui/button.tsx';
import { keepFocus } from '../../ui/keep-focus.ts';

export interface RowActionsProps {
  readonly name: string;
  readonly offers: readonly SettableStatus[];
  readonly pending: boolean;
  readonly onAsk: (question: 'rename' | 'delete') => void;
  /** Settles when the row shows the new status. */
  readonly onSetStatus: (wanted: SettableStatus) => Promise<void>;
}

/** What can be done with one key: buttons rather than a menu, so that each is one step away, for a keyboard too. */
export const RowActions = ({ name, offers, pending, onAsk, onSetStatus }: RowActionsProps) => {
  const group = useRef<HTMLDivElement>(null);

  const setStatus = async (wanted: SettableStatus) => {
    await onSetStatus(wanted);
    // The button that was pressed may have gone: the one in its place takes the focus.
    keepFocus(() => group.current?.querySelectorAll('button')[1] ?? null);
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls
    <div ref={group} role="group" aria-label={`Actions for ${name}`} className="row-actions">
      <IconButton icon="pencil" name="Rename" onPress={() => onAsk('rename')} />
      {offers.includes('INACTIVE') && (
        <IconButton icon="pause" name="Deactivate" isPending={pending} onPress={() => void setStatus('INACTIVE')} />
      )}
      {offers.includes('ACTIVE') && (
        <IconButton icon="play" name="Reactivate" isPending={pending} onPress={() => void setStatus('ACTIVE')} />
      )}
      <IconButton icon="trash" name="Delete" look="loss" onPress={() => onAsk('delete')} />
    </div>
  );
};
