import './choices.css';
import { type ReactNode, useId } from 'react';

// The browser's own controls with our style. Screen readers, keyboards and tests support them best.

interface SegmentsProps<T extends string | number> {
  readonly label: string;
  readonly options: readonly { readonly id: T; readonly text: string }[];
  readonly selected: T;
  readonly onSelect: (id: T) => void;
  readonly isDisabled?: boolean;
}

/** A few choices side by side, one of them selected. */
export const Segments = <T extends string | number>({
  label,
  options,
  selected,
  onSelect,
  isDisabled = false,
}: SegmentsProps<T>) => {
  const group = useId();
  return (
    <div role="radiogroup" aria-label={label} aria-disabled={isDisabled} className="segments">
      {options.map((option) => (
        <label key={option.id} className="segment">
          <input
            type="radio"
            name={group}
            checked={option.id === selected}
            disabled={isDisabled}
            onChange={() => onSelect(option.id)}
            className="segment-input"
          />
          {option.text}
        </label>
      ))}
    </div>
  );
};

interface TickProps {
  readonly selected: boolean;
  readonly onSelect: (selected: boolean) => void;
  readonly children: ReactNode;
}

const Tick = ({ selected, onSelect, isSwitch, children }: TickProps & { readonly isSwitch: boolean }) => (
  <label className="tick">
    <input
      type="checkbox"
      {...(isSwitch ? { role: 'switch', 'aria-checked': selected } : {})}
      className={isSwitch ? 'switch' : 'checkbox'}
      checked={selected}
      onChange={(event) => onSelect(event.target.checked)}
    />
    {children}
  </label>
);

export const Checkbox = (props: TickProps) => <Tick {...props} isSwitch={false} />;
export const Switch = (props: TickProps) => <Tick {...props} isSwitch />;
