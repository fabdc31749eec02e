import type { Recipient } from '../../../bridge/values/handover.ts';
import { handover } from '../../app/bridge.ts';
import { Removal } from '../../app/removal.tsx';
import { Fingerprint } from './public-key.tsx';

interface RemoveRecipientProps {
  readonly recipient: Recipient;
  readonly onClose: () => void;
  readonly onRemoved: () => void;
}

/** Asks before a public key is removed: to add the key again, the users would have to compare it by voice again. */
export const RemoveRecipient = ({ recipient, onClose, onRemoved }: RemoveRecipientProps) => (
  <Removal
    title="Remove this public key?"
    action="Remove"
    remove={() => handover.RemoveRecipient(recipient.id)}
    removed="Public key removed."
    onClose={onClose}
    onRemoved={onRemoved}
  >
    <p>
      The key of <strong>{recipient.userName}</strong> with the words <Fingerprint words={recipient.fingerprint} />{' '}
      leaves the address book. To lock a file for it again, get it from them again, and compare the words again.
    </p>
  </Removal>
);
