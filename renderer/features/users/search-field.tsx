import { type Ref, useEffect } from 'react';
import { SearchInput } from '../../ui/search-input.tsx';

const pauseMs = 200;

export interface SearchFieldProps {
  /** The text in the field, and the text of the last search. */
  readonly typed: string;
  readonly searched: string;
  readonly onType: (typed: string) => void;
  /** Called when typing pauses, and at once for the keys that move to the list. */
  readonly onSearch: (text: string) => void;
  /** Arrow down or Enter: move to the list when it shows the result for the typed text. */
  readonly onLeave: (key: 'ArrowDown' | 'Enter') => void;
  /** The field has lost the focus. A key that still waits is dropped. */
  readonly onStay: () => void;
  readonly inputRef: Ref<HTMLInputElement>;
}

/** A field that searches while the user types. Escape empties it. */
export const SearchField = ({ typed, searched, onType, onSearch, onLeave, onStay, inputRef }: SearchFieldProps) => {
  const text = typed.trim();
  useEffect(() => {
    if (text === searched) return undefined;
    const timer = setTimeout(() => onSearch(text), pauseMs);
    return () => clearTimeout(timer);
  }, [text, searched, onSearch]);

  return (
    <SearchInput
      name="Search users"
      placeholder="Name, user name or e-mail"
      value={typed}
      onType={onType}
      onLeave={(key) => {
        if (text !== searched) onSearch(text);
        onLeave(key);
      }}
      onBlur={onStay}
      inputRef={inputRef}
    />
  );
};
