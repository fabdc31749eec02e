import './dialog.css';
import type { ReactNode } from 'react';
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog';
import { Popover, type PopoverProps } from 'react-aria-components/Popover';

export interface PopoverBoxProps {
  /** Accessible name of what opens. */
  readonly label: string;
  /** The button that opens it. */
  readonly trigger: ReactNode;
  readonly placement?: NonNullable<PopoverProps['placement']>;
  readonly children: ReactNode | ((close: () => void) => ReactNode);
}

/** A small dialog beside the button that opens it; Escape or a click elsewhere closes it. */
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
