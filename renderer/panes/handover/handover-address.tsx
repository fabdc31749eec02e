import './handover-address.css';
import { useMemo, useRef, useState } from 'react';
import type { AddressState } from '../../../bridge/values/handover.ts';
import { receiving } from '../../app/bridge.ts';
import { CopyWordButton } from '../../app/copy-button.tsx';
import { FailureNotice } from '../../app/failure-notice.tsx';
import { keychainWays } from '../../app/keychain.tsx';
import { Removal } from '../../app/removal.tsx';
import { useSession } from '../../app/session.tsx';
import { useAddressStore } from '../../app/stores.ts';
import { useRequest } from '../../app/use-request.ts';
import { Button } from '../../ui/button.tsx';
import { formatDay, instantOf } from '../../ui/dates.ts';
import { moveFocus } from '../../ui/keep-focus.ts';
import { Notice } from '../../ui/notice.tsx';
import { Fingerprint } from './public-key.tsx';
import { qrPath } from './qr-path.ts';

const leastPixels = 148;
/** Each module is drawn in whole pixels, so that a camera can tell two of them apart. */
const pixelsPerModule = 2;

/** A text as a QR code: dark on light in every colour scheme, because some readers cannot read light on dark. */
const QrCode = ({ text, name }: { readonly text: string; readonly name: string }) => {
  const { size, path } = useMemo(() => qrPath(text), [text]);
  const pixels = Math.max(leastPixels, size * pixelsPerModule);
  return (
    <svg className="qr" role="img" aria-label={name} width={pixels} height={pixels} viewBox={`0 0 ${size} ${size}`}>
      <path className="qr-light" d={`M0 0h${size}v${size}h-${size}z`} />
      <path className="qr-dark" shapeRendering="crispEdges" d={path} />
    </svg>
  );
};

interface RemoveAddressProps {
  readonly onClose: () => void;
  readonly onRemoved: () => void;
}

const RemoveAddress = ({ onClose, onRemoved }: RemoveAddressProps) => (
  <Removal
    title="Remove my handover address?"
    action="Remove"
    remove={() => receiving.RemoveAddress()}
    removed="Handover address removed."
    onClose={onClose}
    onRemoved={onRemoved}
  >
    <p>
      Afterwards nobody can open files that were encrypted for it, here or elsewhere. Tell the people who have it in
      their address book: until they remove it, they may encrypt more files that nobody can open.
    </p>
  </Removal>
);

interface OwnAddressProps {
  readonly address: NonNullable<AddressState['address']>;
  readonly onRemoved: () => void;
}

const OwnAddress = ({ address, onRemoved }: OwnAddressProps) => {
  const [isQuestionOpen, setIsQuestionOpen] = useState(false);
  const madeMs = instantOf(address.madeAt);
  return (
    <div className="address">
      <QrCode text={address.publicKey} name="My handover address as a QR code" />
      <div className="address-text">
        <code className="address-key selectable">{address.publicKey}</code>
        <p className="address-line">
          <span className="label">Fingerprint, to compare by voice</span>
          <Fingerprint words={address.fingerprint} />
        </p>
        {madeMs !== null && <p className="third">Made on {formatDay(madeMs)}</p>}
        <div className="buttons">
          <CopyWordButton text={address.publicKey} what="handover address" />
          <Button look="quiet" aria-label="Remove my handover address" onPress={() => setIsQuestionOpen(true)}>
            Remove…
          </Button>
        </div>
      </div>
      {isQuestionOpen && <RemoveAddress onClose={() => setIsQuestionOpen(false)} onRemoved={onRemoved} />}
    </div>
  );
};

/** The user's own public key, with which others encrypt files, and the button that makes one. */
export const HandoverAddress = () => {
  const known = useAddressStore().result;
  const { vault } = useSession();
  const { pending, failure, send } = useRequest();
  const section = useRef<HTMLDivElement>(null);
  if (known === undefined) return null;
  const { address } = known;
  // The pressed button is gone. The first button of the new content takes the focus.
  const focusHere = () => moveFocus(() => section.current?.querySelector('button') ?? null);

  const make = async () => {
    const result = await send(() => receiving.MakeAddress(), 'Handover address made.');
    if (result?.ok) focusHere();
  };

  return (
    <div ref={section} className="address-box">
      {vault.kind === 'memory' && (
        <Notice tone="warning">
          {address
            ? 'This address ends with this run of Keydesk: this computer has no keychain for its private key. What is encrypted for it opens until then, and never after.'
            : 'This computer has no keychain that Keydesk can use. An address that is made here ends with this run of Keydesk, and what is encrypted for it never opens after that. Have the key handed over while Keydesk runs, or with a passphrase.'}
        </Notice>
      )}
      {address ? (
        <OwnAddress address={address} onRemoved={focusHere} />
      ) : (
        <>
          <p>
            You have none yet. With one, others can encrypt a secret key for you: no passphrase needs to be told.
            {vault.kind === 'keychain' && ' Its private key stays in this computer’s keychain.'}
          </p>
          <div>
            <Button isPending={pending} onPress={() => void make()}>
              Make a handover address
            </Button>
          </div>
        </>
      )}
      {failure && <FailureNotice failure={failure} {...keychainWays(failure, () => void make())} />}
    </div>
  );
};
