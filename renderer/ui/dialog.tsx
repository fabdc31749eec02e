import './dialog.css';
import { createContext, type ReactNode, useContext, useEffect, useRef } from 'react';
import { Dialog, Heading } from 'react-aria-components/Dialog';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { IconButton } from './button.tsx';
import { useFocusBack } from './keep-focus.ts';

interface DialogWindowProps {
  /** The heading of the dialog, and its accessible name. A new title means another pane, and the focus moves to the new heading. */
  readonly title: string;
  readonly role?: 'dialog' | 'alertdialog';
  readonly size?: 'small' | 'middle' | 'wide' | 'widest';
  /** Called by Escape only. A click outside never closes the dialog, since its content may be shown only once. */
  readonly onDismiss: () => void;
  /** Called by the back button beside the heading of a pane. Undefined: there is no such button. */
  readonly onBack?: (() => void) | undefined;
  /** True while a request runs that must not be interrupted. */
  readonly held?: boolean;
  readonly children: ReactNode;
}

const DialogContext = createContext(false);

/** True for a component in a dialog. The dialog covers the notices of the page. */
export const useIsInDialog = (): boolean => useContext(DialogContext);

const Title = ({ title }: { readonly title: string }) => {
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef(title);
  useEffect(() => {
    if (shown.current === title) return;
    shown.current = title;
    heading.current?.focus({ preventScroll: true });
    heading.current?.closest('.overlay')?.scrollTo({ top: 0 });
  }, [title]);
  return (
    <Heading slot="title" level={2} ref={heading} tabIndex={-1} className="dialog-title">
      {title}
    </Heading>
  );
};

/** A modal dialog, open as long as it is rendered. The focus stays inside. At the close it returns to the element that had it before. */
export const DialogWindow = ({
  title,
  role = 'dialog',
  size = 'small',
  onDismiss,
  onBack,
  held = false,
  children,
}: DialogWindowProps) => {
  useFocusBack();
  return (
    <ModalOverlay
      isOpen
      isKeyboardDismissDisabled={held}
      onOpenChange={(open) => {
        if (!open) onDismiss();
      }}
      className="overlay"
    >
      <Modal className={`dialog-window dialog-${size}`}>
        <Dialog role={role} className="dialog">
          <div className="dialog-top">
            {onBack && <IconButton icon="arrow-left" name="Back" isPending={held} onPress={onBack} />}
            <Title title={title} />
          </div>
          <DialogContext value={true}>{children}</DialogContext>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
};

/** The text beside the buttons of a dialog that waits for something. */
export const DialogPending = ({ children }: { readonly children: string }) => (
  <p className="second dialog-pending" role="status">
    {children}
  </p>
);

/** The row of buttons at the end of a dialog. `beside` is at its left. */
export const DialogActions = ({ beside, children }: { readonly beside?: ReactNode; readonly children: ReactNode }) => (
  <div className="dialog-actions">
    <div className="dialog-beside">{beside}</div>
    {children}
  </div>
);
