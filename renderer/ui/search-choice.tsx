import './field.css';
import './search-choice.css';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';

export interface SearchOption {
  readonly id: string;
  readonly text: string;
  /** Shown after the text in a lighter ink, and searched too. */
  readonly note: string | null;
}

interface SearchChoiceProps {
  readonly label: string;
  readonly options: readonly SearchOption[];
  readonly selected: SearchOption | null;
  /** The text in the field. It need not be the text of an option. */
  readonly text: string;
  readonly onChange: (text: string, selected: SearchOption | null) => void;
  readonly error?: string | null;
  readonly autoFocus?: boolean;
}

/** The options that contain every word of the text. */
export const searchOptions = (options: readonly SearchOption[], text: string): readonly SearchOption[] => {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return options.filter((option) => {
    const searched = `${option.text} ${option.note ?? ''}`.toLowerCase();
    return words.every((word) => searched.includes(word));
  });
};

/**
 * A field with its list below it. The list is always visible and not a popover, so it covers nothing. Typing searches, and the arrow
 * keys move. A press on a row chooses it, and so does leaving the field when only one row is left.
 */
export const SearchChoice = ({
  label,
  options,
  selected,
  text,
  onChange,
  error = null,
  autoFocus,
}: SearchChoiceProps) => {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<string | null>(null);
  const found = selected === null ? searchOptions(options, text) : options;
  const rowId = (option: SearchOption) => `${id}-${options.indexOf(option)}`;
  const shown = found.find((option) => option.id === active) ?? selected ?? found[0];

  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, []);

  const type = (typed: string) => {
    setActive(null);
    onChange(typed, options.find((option) => option.text === typed.trim().toLowerCase()) ?? null);
  };
  const take = (option: SearchOption) => {
    setActive(option.id);
    onChange(option.text, option);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return;
    event.preventDefault();
    const index = shown === undefined ? -1 : found.indexOf(shown);
    const isFirst = selected === null && active === null;
    const next = found[isFirst ? 0 : index + (event.key === 'ArrowDown' ? 1 : -1)];
    if (next === undefined) return;
    take(next);
    document.getElementById(rowId(next))?.scrollIntoView({ block: 'nearest' });
  };

  return (
    <div className="field">
      <label className="label" htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        className="input"
        role="combobox"
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={selected ? rowId(selected) : undefined}
        aria-invalid={error !== null}
        aria-describedby={error === null ? undefined : `${id}-error`}
        {...(error === null ? {} : { 'data-invalid': true })}
        value={text}
        maxLength={1024}
        autoComplete="off"
        // biome-ignore lint/a11y/noAutofocus: the screen was opened for this field
        autoFocus={autoFocus}
        onFocus={(event) => event.target.select()}
        onChange={(event) => type(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={() => {
          const [only, another] = selected === null && text.trim() !== '' ? found : [];
          if (only && !another) take(only);
        }}
      />
      {error !== null && (
        <span id={`${id}-error`} className="third field-error">
          {error}
        </span>
      )}
      <div ref={list} id={`${id}-list`} role="listbox" aria-label={label} className="search-list">
        {found.map((option) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the focus and handles the keys
          <div
            key={option.id}
            id={rowId(option)}
            role="option"
            aria-selected={option === selected}
            tabIndex={-1}
            className="option"
            // So that the field keeps the focus.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => take(option)}
          >
            <span className="option-text">
              {option.text}
              {option.note && <span className="third"> {option.note}</span>}
            </span>
          </div>
        ))}
      </div>
    </div>
  );
};
