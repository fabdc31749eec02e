import './field.css';
import './dialog.css';
import { type MouseEvent, type ReactNode, useRef, useState } from 'react';
import { Menu, MenuItem } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import { createPortal } from 'react-dom';

export interface RowAction {
  /** In words, as on the button that does the same. */
  readonly text: string;
  readonly act: () => void;
}

interface RowMenuProps {
  readonly label: string;
  readonly at: { readonly x: number; readonly y: number };
  readonly actions: readonly RowAction[];
  readonly onClose: () => void;
}

const RowMenu = ({ label, at, actions, onClose }: RowMenuProps) => {
  const anchor = useRef<HTMLSpanElement>(null);
  return createPortal(
    <>
      <span ref={anchor} className="row-menu-anchor" style={{ left: at.x, top: at.y }} />
      <Popover
        isOpen
        triggerRef={anchor}
        placement="bottom start"
        className="popover"
        onOpenChange={(open) => {
          if (!open) onClose();
        }}
      >
        <Menu aria-label={label} autoFocus="first" onClose={onClose} className="options">
          {actions.map(({ text, act }) => (
            <MenuItem key={text} id={text} className="option" onAction={act}>
              {text}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </>,
    document.body,
  );
};

const isInSelection = (row: Element): boolean => {
  const selection = window.getSelection();
  return selection !== null && !selection.isCollapsed && selection.containsNode(row, true);
};

/**
 * The actions of a row, in words, where it was clicked with the right button (or at the row, for the menu key). Text that is
 * selected in the row has the menu for text instead.
 */
export const useRowMenu = (label: string, actions: readonly RowAction[]): RowMenuOfRow => {
  const [at, setAt] = useState<RowMenuProps['at'] | null>(null);
  return {
    onContextMenu: (event) => {
      if (actions.length === 0 || isInSelection(event.currentTarget)) return;
      // What a popover of the row shows is not in the row, though React tells it of clicks there.
      if (!(event.target instanceof Node && event.currentTarget.contains(event.target))) return;
      event.preventDefault();
      setAt({ x: event.clientX, y: event.clientY });
    },
    menu: at && <RowMenu label={label} at={at} actions={actions} onClose={() => setAt(null)} />,
  };
};

interface RowMenuOfRow {
  readonly onContextMenu: (event: MouseEvent) => void;
  readonly menu: ReactNode;
}
