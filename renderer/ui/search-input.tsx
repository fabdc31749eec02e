import './search-input.css';
import type { KeyboardEvent, Ref } from 'react';
import { IconButton } from './button.tsx';
import { Icon } from './icons.tsx';

export interface SearchInputProps {
  /** The accessible name: "Search users". */
  readonly name: string;
  readonly placeholder: string;
  readonly value: string;
  readonly onType: (text: string) => void;
  /** Arrow down or Enter: the user wants to go to what was found. */
  readonly onLeave: (key: 'ArrowDown' | 'Enter') => void;
  readonly onBlur?: () => void;
  readonly inputRef: Ref<HTMLInputElement>;
}

/** A search field above a list, with a button that empties it. */
export const SearchInput = ({ name, placeholder, value, onType, onLeave, onBlur, inputRef }: SearchInputProps) => {
  const onKeyDown = (event: KeyboardEvent) => {
    // Enter may only confirm a character of an input method. Then the list must not get it.
    if (event.nativeEvent.isComposing || (event.key !== 'ArrowDown' && event.key !== 'Enter')) return;
    event.preventDefault();
    onLeave(event.key);
  };
  return (
    <div className="search">
      <Icon name="search" />
      <input
        ref={inputRef}
        type="search"
        className="input"
        aria-label={name}
        placeholder={placeholder}
        value={value}
        maxLength={200}
        autoComplete="off"
        onChange={(event) => onType(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={onBlur}
      />
      {value !== '' && <IconButton icon="cross" name="Clear search" onPress={() => onType('')} />}
    </div>
  );
};
