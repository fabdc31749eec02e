import type { SecretOrigin } from '../../../bridge/values/secret.ts';
import { call, secrets } from '../../app/bridge.ts';
import { CopyableText } from '../../app/copyable-text.tsx';
import { FailureNotice } from '../../app/failure-notice.tsx';
import { TryKeychain } from '../../app/keychain.tsx';
import { usePreloaded } from '../../app/lazy-view.tsx';
import { currentAccount, useSession } from '../../app/session.tsx';
import { useRequest } from '../../app/use-request.ts';
import { AccessKeyRow } from '../../panes/access-key-row.tsx';
import { ClipboardLine } from '../../panes/clipboard-line.tsx';
import { HandoverRow } from '../../panes/handover/handover-row.tsx';
import type { PaneGroupProps } from '../../panes/pane-buttons.tsx';
import { identityWords } from '../../panes/person-words.ts';
import { UseIt } from '../../panes/usage/use-it.tsx';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/choices.tsx';
import { DialogActions } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { SecretField } from './secret-field.tsx';
import { secretPanes } from './secret-panes.ts';
import { receivedFacts, secretLead, secretWarning } from './secret-words.ts';

const lazyPanes = Object.values(secretPanes);

/** What a handed-over file says about its key: its sender, date and tenancy. */
const ReceivedDetails = ({ origin }: { readonly origin: SecretOrigin }) => {
  const facts = receivedFacts(origin);
  if (facts.length === 0) return null;
  return (
    <div className="received-box">
      <dl className="received">
        {facts.map(([label, text]) => (
          <div key={label} className="received-fact">
            <dt className="label">{label}</dt>
            <dd className="selectable">{text}</dd>
          </div>
        ))}
      </dl>
      <p className="third">This is what the file says. Ask the sender, if you did not expect it.</p>
      {origin.kind === 'received' && origin.receipt !== null && (
        <p className="bar receipt">
          Tell the sender this receipt code:{' '}
          <CopyableText text={origin.receipt} shown={origin.receipt} what="receipt code" />
        </p>
      )}
    </div>
  );
};

interface SecretFrontProps extends PaneGroupProps {
  /** The secret was opened again after a crash, a quit or the lock, or from the notice of a closed dialog. */
  readonly resumed: boolean;
  readonly stored: boolean;
  readonly onStored: (stored: boolean) => void;
  readonly closing: ReturnType<typeof useRequest>;
  readonly onClose: () => void;
}

/** The front of the dialog: both halves of the key, and all further steps. */
export const SecretFront = ({ resumed, stored, onStored, closing, onClose, ...panes }: SecretFrontProps) => {
  const { secret } = panes;
  const sample = currentAccount(useSession())?.sample ?? false;
  const copying = useRequest();
  const failure = copying.failure ?? (closing.failure?.kind === 'secret-not-stored' ? null : closing.failure);
  const warning = secretWarning(secret, resumed);
  const generated = secret.origin.kind === 'generated';
  const toHandOver = generated && !secret.own;

  usePreloaded(lazyPanes);

  const acknowledge = async (isStored: boolean) => {
    onStored(isStored);
    const result = await call(() => secrets.AcknowledgeSecret(secret.handle, isStored));
    if (!result.ok) onStored(!isStored);
  };

  return (
    <>
      <p className="dialog-lead selectable">
        <strong>{secret.keyName}</strong> {secretLead(secret)}
        {secret.ownerIdentity && <span className="dialog-person third">{identityWords(secret.ownerIdentity)}</span>}
      </p>
      <Notice tone={warning.tone} icon={warning.tone === 'warning' ? 'alert' : 'info'}>
        {warning.text}
      </Notice>
      <ReceivedDetails origin={secret.origin} />
      <AccessKeyRow accessKey={secret.accessKey} shown={secret.accessKey} />
      <SecretField
        secret={secret}
        onCopy={() => void copying.send(() => secrets.CopySecret(secret.handle))}
        copying={copying.pending}
      />
      <ClipboardLine handle={secret.handle} closing />
      {secret.restsIn === 'memory' && generated && !sample && (
        <div className="secret-memory">
          <p>This secret key rests in memory only: if Keydesk stops before you have stored it, it is lost.</p>
          <TryKeychain />
        </div>
      )}
      {toHandOver && <HandoverRow {...panes} />}
      <UseIt {...panes} />
      {failure && <FailureNotice failure={failure} />}
      <DialogActions
        beside={
          <Checkbox selected={stored} onSelect={(isStored) => void acknowledge(isStored)}>
            I have stored this secret key
          </Checkbox>
        }
      >
        <Button onPress={onClose} isPending={closing.pending}>
          Close
        </Button>
      </DialogActions>
    </>
  );
};
