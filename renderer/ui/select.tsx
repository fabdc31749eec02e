import './field.css';
import './dialog.css';
import { Button } from 'react-aria-components/Button';
import { Label } from 'react-aria-components/Label';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { Select as Choice, SelectValue } from 'react-aria-components/Select';
import { Icon } from './icons.tsx';

export interface SelectOption {
  readonly id: string;
  readonly text: string;
  /** Shown after the text, in a lighter ink. */
  readonly note?: string | null;
}

interface SelectProps {
  readonly label: string;
  readonly options: readonly SelectOption[];
  readonly selected: string;
  readonly onSelect: (id: string) => void;
  /** `inline`: in a line of text; `field`: in a form. */
  readonly look: 'inline' | 'field';
}

export const Select = ({ label, options, selected, onSelect, look }: SelectProps) => (
  <Choice
    className={look === 'inline' ? 'inline-select' : 'field'}
    value={selected}
    onChange={(id) => {
      if (typeof id === 'string') onSelect(id);
    }}
  >
    <Label className={look === 'inline' ? 'second' : 'label'}>{label}</Label>
    <Button className={look === 'inline' ? 'inline-button' : 'field-button'}>
      <SelectValue className="cut">{({ selectedText }) => selectedText}</SelectValue>
      <Icon name="chevron-down" size={14} />
    </Button>
    <Popover className="popover" offset={4}>
      <ListBox items={options} className="options">
        {(option) => (
          <ListBoxItem id={option.id} textValue={option.text} className="option">
            <span className="option-text">
              {option.text}
              {option.note && <span className="third"> {option.note}</span>}
            </span>
            <Icon name="check" size={14} />
          </ListBoxItem>
        )}
      </ListBox>
    </Popover>
  </Choice>
);
