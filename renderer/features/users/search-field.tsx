import { type KeyboardEvent, type Ref, useEffect, useRef, useState } from 'react';
import { IconButton } from '../../ui/button.tsx';
import { Icon } from '../../ui/icons.tsx';

const pauseMs = 200;

export interface SearchFieldProps {
  readonly text: string;
  /** Called when the typing pauses. */
  readonly onSearch: (text: string) => void;
  /** Arrow down, or Enter: on to the list. */
  readonly onLeave: (key: 'ArrowDown' | 'Enter') => void;
  readonly inputRef: Ref<HTMLInputElement>;
}

/** A field that searches as one types. Escape empties it. */
export const SearchField = ({ text, onSearch, onLeave, inputRef }: SearchFieldProps) => {
  const [typed, setTyped] = useState(text);
  const asked = useRef(text);

  // The address was changed from elsewhere: by the menu, or the link in the side bar.
  useEffect(() => {
    if (text === asked.current) return;
    asked.current = text;
    setTyped(text);
  }, [text]);

  useEffect(() => {
    if (typed.trim() === asked.current) return undefined;
    const timer = setTimeout(() => {
      asked.current = typed.trim();
      onSearch(asked.current);
    }, pauseMs);
    return () => clearTimeout(timer);
  }, [typed, onSearch]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' && event.key !== 'Enter') return;
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
        aria-label="Search users"
        placeholder="Name, user name or e-mail"
        value={typed}
        maxLength={200}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {typed !== '' && <IconButton icon="cross" name="Clear search" onPress={() => setTyped('')} />}
    </div>
  );
};
