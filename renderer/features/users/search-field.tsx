import { type KeyboardEvent, type Ref, useEffect } from 'react';
import { IconButton } from '../../ui/button.tsx';
import { Icon } from '../../ui/icons.tsx';

const pauseMs = 200;

export interface SearchFieldProps {
  /** What stands in the field, and what was asked for last. */
  readonly typed: string;
  readonly searched: string;
  readonly onType: (typed: string) => void;
  /** Called when the typing pauses, and at once for the keys that lead on to the list. */
  readonly onSearch: (text: string) => void;
  /** Arrow down, or Enter: on to the list, as soon as it answers what is typed. */
  readonly onLeave: (key: 'ArrowDown' | 'Enter') => void;
  /** The field has lost the focus: what was to be waited for is not wanted any more. */
  readonly onStay: () => void;
  readonly inputRef: Ref<HTMLInputElement>;
}

/** A field that searches as one types. Escape empties it. */
export const SearchField = ({ typed, searched, onType, onSearch, onLeave, onStay, inputRef }: SearchFieldProps) => {
  const text = typed.trim();
  useEffect(() => {
    if (text === searched) return undefined;
    const timer = setTimeout(() => onSearch(text), pauseMs);
    return () => clearTimeout(timer);
  }, [text, searched, onSearch]);

  const onKeyDown = (event: KeyboardEvent) => {
    // An Enter that chooses a sign of an input method is not meant for the list.
    if (event.nativeEvent.isComposing) return;
    if (event.key !== 'ArrowDown' && event.key !== 'Enter') return;
    event.preventDefault();
    if (text !== searched) onSearch(text);
    onLeave(event.key);
  };

  return (
    <div className="search">
      <Icon name="search" />
      <input
        ref={inputRef}
        type="search"
        className="input"
        aria-label="Search users"
        placeholder="Name, user name or e-mail"
        value={typed}
        maxLength={200}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => onType(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={onStay}
      />
      {typed !== '' && <IconButton icon="cross" name="Clear search" onPress={() => onType('')} />}
    </div>
  );
};
