import './dialog.css';
import { createContext, type ReactNode, useContext, useEffect, useRef } from 'react';
import { Dialog, Heading } from 'react-aria-components/Dialog';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { IconButton } from './button.tsx';
import { useFocusBack } from './keep-focus.ts';

interface DialogWindowProps {
  /** Names the dialog. A new title means another pane: the focus moves to the new heading. */
  readonly title: string;
  readonly role?: 'dialog' | 'alertdialog';
  readonly size?: 'small' | 'middle' | 'wide' | 'widest';
  /** Escape. A click outside never closes the dialog, since its content may be shown only once. */
  readonly onDismiss: () => void;
  /** The way back from a pane, beside the heading. */
  readonly onBack?: (() => void) | undefined;
  /** True while a request runs that must not be interrupted. */
  readonly held?: boolean;
  readonly children: ReactNode;
}

const DialogContext = createContext(false);

/** True for a component in a dialog, which is in front of the page's notices. */
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

/** A modal dialog, open as long as it is rendered. The focus stays inside and returns to its element afterwards. */
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

/** Beside the buttons of a dialog while it waits. */
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
