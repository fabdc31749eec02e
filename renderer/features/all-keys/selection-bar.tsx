import { Button } from '../../ui/button.tsx';
import { formatCount } from '../../ui/dates.ts';
import type { KeyAction } from './all-keys-table.tsx';
import { keysWords } from './report-words.ts';

export interface SelectionBarProps {
  /** The selected keys, and all that the view shows. */
  readonly count: number;
  readonly all: number;
  readonly isReading: boolean;
  readonly onSelectAll: () => void;
  readonly onClear: () => void;
  readonly onAct: (action: KeyAction) => void;
}

/** What can be done with the selected keys. */
export const SelectionBar = ({ count, all, isReading, onSelectAll, onClear, onAct }: SelectionBarProps) => {
  const isDisabled = count === 0;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls
    <div role="group" aria-label="Selected keys" className="selection-bar">
      <span role="status" className={isDisabled ? 'third' : 'selection-count'}>
        {isDisabled ? 'None selected' : `${keysWords(count)} selected`}
      </span>
      {count < all && (
        <Button isDisabled={isReading} onPress={onSelectAll}>
          Select all {formatCount(all)}
        </Button>
      )}
      {count > 0 && (
        <Button look="quiet" onPress={onClear}>
          Clear
        </Button>
      )}
      <span className="selection-space" />
      <Button icon="copy" isDisabled={isDisabled} onPress={() => onAct('copy')}>
        Copy access keys
      </Button>
      <Button icon="rotate" isDisabled={isDisabled} onPress={() => onAct('rotate')}>
        Rotate
      </Button>
      <Button icon="pause" isDisabled={isDisabled} onPress={() => onAct('deactivate')}>
        Deactivate
      </Button>
      <Button icon="trash" isDisabled={isDisabled} onPress={() => onAct('delete')}>
        Delete
      </Button>
    </div>
  );
};
