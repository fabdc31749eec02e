import './dialog.css';
import type { ReactNode } from 'react';
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog';
import { Popover, type PopoverProps } from 'react-aria-components/Popover';

interface PopoverBoxProps {
  /** The accessible name of the popover. */
  readonly label: string;
  /** The button that opens the popover. */
  readonly trigger: ReactNode;
  readonly placement?: NonNullable<PopoverProps['placement']>;
  readonly children: ReactNode | ((close: () => void) => ReactNode);
}

/** A small dialog beside its button. Escape or a click elsewhere closes it. */
export const PopoverBox = ({ label, trigger, placement = 'bottom start', children }: PopoverBoxProps) => (
  <DialogTrigger>
    {trigger}
    <Popover className="popover" placement={placement} offset={6}>
      <Dialog aria-label={label} className="popover-content">
        {({ close }) => (typeof children === 'function' ? children(close) : children)}
      </Dialog>
    </Popover>
  </DialogTrigger>
);
