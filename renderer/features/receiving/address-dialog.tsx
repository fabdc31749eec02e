import { HandoverAddress } from '../../panes/handover/handover-address.tsx';
import { Button } from '../../ui/button.tsx';
import { DialogActions, DialogWindow } from '../../ui/dialog.tsx';

/** The handover address for a recipient who has not signed in. Receiving needs no account of Oracle’s. */
export const AddressDialog = ({ onClose }: { readonly onClose: () => void }) => (
  <DialogWindow title="My handover address" size="wide" onDismiss={onClose}>
    <p className="dialog-lead">Give it to the people who hand you secret keys over. It is no secret.</p>
    <HandoverAddress />
    <DialogActions>
      <Button onPress={onClose} autoFocus>
        Close
      </Button>
    </DialogActions>
  </DialogWindow>
);
