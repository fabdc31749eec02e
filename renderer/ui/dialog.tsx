import './dialog.css';
import type { ReactNode } from 'react';
import { Dialog, Heading } from 'react-aria-components/Dialog';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';

export interface DialogWindowProps {
  readonly title: string;
  readonly role?: 'dialog' | 'alertdialog';
  readonly size?: 'small' | 'wide';
  /** Escape. A click outside never closes: what is in here may be shown only once. */
  readonly onDismiss: () => void;
  /** While a request is under way that must be seen to its end. */
  readonly held?: boolean;
  readonly children: ReactNode;
}

/** A modal dialog, open for as long as it is rendered. The focus stays inside, and returns to where it was. */
export const DialogWindow = ({
  title,
  role = 'dialog',
  size = 'small',
  onDismiss,
  held = false,
  children,
}: DialogWindowProps) => (
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
        <Heading slot="title" level={2} className="dialog-title">
          {title}
        </Heading>
        {children}
      </Dialog>
    </Modal>
  </ModalOverlay>
);

/** The row of buttons that ends a dialog; `beside` stands at its left. */
export const DialogActions = ({ beside, children }: { readonly beside?: ReactNode; readonly children: ReactNode }) => (
  <div className="dialog-actions">
    <div className="dialog-beside">{beside}</div>
    {children}
  </div>
);
