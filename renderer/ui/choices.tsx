import './choices.css';
import type { ReactNode } from 'react';
import { Checkbox as Box } from 'react-aria-components/Checkbox';
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup';
import { Switch as Toggle } from 'react-aria-components/Switch';
import { Icon } from './icons.tsx';

export interface SegmentsProps<T extends string> {
  readonly label: string;
  readonly options: readonly { readonly id: T; readonly text: string }[];
  readonly selected: T;
  readonly onSelect: (id: T) => void;
}

/** A few choices side by side, of which one holds. */
export const Segments = <T extends string>({ label, options, selected, onSelect }: SegmentsProps<T>) => (
  <RadioGroup
    aria-label={label}
    orientation="horizontal"
    className="segments"
    value={selected}
    onChange={(id) => {
      const option = options.find((candidate) => candidate.id === id);
      if (option) onSelect(option.id);
    }}
  >
    {options.map((option) => (
      <Radio key={option.id} value={option.id} className="segment">
        {option.text}
      </Radio>
    ))}
  </RadioGroup>
);

interface TickProps {
  readonly selected: boolean;
  readonly onSelect: (selected: boolean) => void;
  readonly disabled?: boolean;
  readonly children: ReactNode;
}

export const Checkbox = ({ selected, onSelect, disabled = false, children }: TickProps) => (
  <Box isSelected={selected} onChange={onSelect} isDisabled={disabled} className="checkbox">
    <span className="checkbox-box">
      <Icon name="check" size={12} />
    </span>
    {children}
  </Box>
);

export const Switch = ({ selected, onSelect, disabled = false, children }: TickProps) => (
  <Toggle isSelected={selected} onChange={onSelect} isDisabled={disabled} className="switch">
    <span className="switch-track">
      <span className="switch-knob" />
    </span>
    {children}
  </Toggle>
);
