import { Button } from 'react-aria-components/Button';
import { Badge } from '../../ui/badge.tsx';
import { PopoverBox } from '../../ui/popover.tsx';
import type { StatusWords } from './status-words.ts';

export interface KeyStatusCellProps {
  readonly words: StatusWords;
  /** Nobody told the status: say why. */
  readonly unreported: boolean;
}

export const KeyStatusCell = ({ words, unreported }: KeyStatusCellProps) => {
  if (!unreported) {
    return (
      <>
        <Badge tone={words.tone}>{words.text}</Badge>
        {words.note && <span className="third key-line">{words.note}</span>}
      </>
    );
  }
  return (
    <PopoverBox
      label="Why the status is not reported"
      placement="bottom end"
      trigger={<Button className="status-unreported">{words.text}</Button>}
    >
      <p className="status-explained">
        Identity domains take a key’s status but never return it, so Keydesk cannot know whether this key is active.
        What you set here is remembered and shown with its time.
      </p>
    </PopoverBox>
  );
};
