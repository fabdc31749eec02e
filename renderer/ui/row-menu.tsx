import './field.css';
import './dialog.css';
import { type MouseEvent, useRef, useState } from 'react';
import { Menu, MenuItem } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import { createPortal } from 'react-dom';

export interface RowAction {
  /** The same words as on the button. */
  readonly text: string;
  readonly act: () => void;
}

interface RowMenuProps {
  readonly label: string;
  readonly at: { readonly x: number; readonly y: number };
  readonly actions: readonly RowAction[];
  readonly onClose: () => void;
}

/** The menu of a row, at a point of the window. */
export const RowMenu = ({ label, at, actions, onClose }: RowMenuProps) => {
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
 * The actions of a row as a menu. It opens where the user right-clicks, or at the row if the user presses the menu key. A right click
 * on selected text in the row opens the menu for text instead.
 */
export const useRowMenu = (label: string, actions: readonly RowAction[]) => {
  const [at, setAt] = useState<RowMenuProps['at'] | null>(null);
  return {
    onContextMenu: (event: MouseEvent) => {
      if (actions.length === 0 || isInSelection(event.currentTarget)) return;
      // A popover of the row is elsewhere in the document, but React passes its clicks to the row. They are ignored here.
      if (!(event.target instanceof Node && event.currentTarget.contains(event.target))) return;
      event.preventDefault();
      setAt({ x: event.clientX, y: event.clientY });
    },
    menu: at && <RowMenu label={label} at={at} actions={actions} onClose={() => setAt(null)} />,
  };
};
