import './rotations.css';
import { useRotate } from '../../app/rotate.tsx';
import { useOpenStore } from '../../app/stores.ts';
import { keepFocus } from '../../ui/keep-focus.ts';
import { ManyDialog } from './many-dialog.tsx';
import { RotateDialog } from './rotate-dialog.tsx';
import { SavedDialog } from './saved-dialog.tsx';
import { StepsDialog } from './steps-dialog.tsx';

/** The dialog of the rotation that a view has asked for. */
export const RotationDialogs = () => {
  const { request, open } = useRotate();
  const opened = useOpenStore().result;
  if (request === null) return null;
  const close = () => {
    open(null);
    // The menu from which the dialog was opened is gone, so the focus must move.
    keepFocus();
  };
  if (request.kind === 'key') return <RotateDialog {...request} onClose={close} />;
  if (request.kind === 'saved') return <SavedDialog id={request.id} onClose={close} />;
  if (request.kind === 'many') return <ManyDialog {...request} onClose={close} />;
  // The dialog of the new secret key is open. The steps come back when it is closed.
  if (opened && opened.secret !== null) return null;
  return <StepsDialog key={request.id} {...request} onClose={close} />;
};
