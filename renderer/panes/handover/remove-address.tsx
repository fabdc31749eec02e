import { receiving } from '../../app/bridge.ts';
import { Removal } from '../../app/removal.tsx';

interface RemoveAddressProps {
  readonly onClose: () => void;
  readonly onRemoved: () => void;
}

export const RemoveAddress = ({ onClose, onRemoved }: RemoveAddressProps) => (
  <Removal
    title="Remove my handover address?"
    action="Remove"
    remove={() => receiving.RemoveAddress()}
    removed="Handover address removed."
    onClose={onClose}
    onRemoved={onRemoved}
  >
    <p>
      Files that were locked for it cannot be opened any more: not here, not anywhere. Whoever has it in an address book
      must be told, or they go on locking files that nobody can open.
    </p>
  </Removal>
);
