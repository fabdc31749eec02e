import type { SettableStatus } from '../../../bridge/values/keys.ts';
import { IconButton } from '../../ui/button.tsx';

export interface RowActionsProps {
  readonly name: string;
  readonly offers: readonly SettableStatus[];
  readonly pending: boolean;
  readonly onAsk: (question: 'rename' | 'delete') => void;
  readonly onSetStatus: (wanted: SettableStatus) => void;
}

/** What can be done with one key: buttons rather than a menu, so that each is one step away, for a keyboard too. */
export const RowActions = ({ name, offers, pending, onAsk, onSetStatus }: RowActionsProps) => (
  // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls
  <div role="group" aria-label={`Actions for ${name}`} className="row-actions">
    <IconButton icon="pencil" name="Rename" onPress={() => onAsk('rename')} />
    {offers.includes('INACTIVE') && (
      <IconButton icon="pause" name="Deactivate" isDisabled={pending} onPress={() => onSetStatus('INACTIVE')} />
    )}
    {offers.includes('ACTIVE') && (
      <IconButton icon="play" name="Reactivate" isDisabled={pending} onPress={() => onSetStatus('ACTIVE')} />
    )}
    <IconButton icon="trash" name="Delete" look="loss" onPress={() => onAsk('delete')} />
  </div>
);
