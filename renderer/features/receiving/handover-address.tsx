import './receiving.css';
import { useState } from 'react';
import type { AddressState } from '../../../bridge/values/handover.ts';
import { receiving } from '../../app/bridge.ts';
import { useAddressStore } from '../../app/stores.ts';
import { useRequest } from '../../app/use-request.ts';
import { announce } from '../../ui/announce.ts';
import { Button } from '../../ui/button.tsx';
import { CopyWordButton } from '../../ui/copy-button.tsx';
import { formatDay, instantOf } from '../../ui/dates.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { Fingerprint } from '../handover/fingerprint.tsx';
import { QrCode } from './qr-code.tsx';
import { RemoveAddress } from './remove-address.tsx';

const Made = ({ address }: { readonly address: NonNullable<AddressState['address']> }) => {
  const [asking, setAsking] = useState(false);
  const made = instantOf(address.madeAt);
  return (
    <div className="address">
      <QrCode text={address.publicKey} name="My handover address as a QR code" />
      <div className="address-text">
        <code className="address-key selectable">{address.publicKey}</code>
        <p className="address-line">
          <span className="label">Fingerprint, to compare by voice</span>
          <Fingerprint words={address.fingerprint} />
        </p>
        {made !== null && <p className="third">Made on {formatDay(made)}</p>}
        <div className="address-buttons">
          <CopyWordButton text={address.publicKey} what="handover address" />
          <Button look="quiet" aria-label="Remove my handover address" onPress={() => setAsking(true)}>
            Remove…
          </Button>
        </div>
      </div>
      {asking && <RemoveAddress onClose={() => setAsking(false)} />}
    </div>
  );
};

/** This person's own public key, for others to lock files with, and the way to one. */
export const HandoverAddress = () => {
  const store = useAddressStore();
  const { pending, failure, send } = useRequest();
  if (store.state !== 'ready') return null;
  const { address } = store.result;

  const make = async () => {
    const answer = await send(() => receiving.MakeAddress());
    if (answer?.ok) announce('Handover address made.');
  };

  return (
    <div className="address-place">
      {address ? (
        <Made address={address} />
      ) : (
        <>
          <p>
            You have none yet. With one, others can lock a secret key for you: no passphrase needs to be told. Its other
            half stays in this computer’s keychain.
          </p>
          <div>
            <Button isPending={pending} onPress={() => void make()}>
              Make a handover address
            </Button>
          </div>
        </>
      )}
      {failure && <FailureNotice failure={failure} />}
    </div>
  );
};
