import './secret.css';
import { useState } from 'react';
import type { OpenSecret } from '../../../bridge/values/secret.ts';
import { ask, secrets } from '../../app/bridge.ts';
import { currentAccount, useSession } from '../../app/session.tsx';
import { useRequest } from '../../app/use-request.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/choices.tsx';
import { CopyWordButton } from '../../ui/copy-button.tsx';
import { DialogActions, DialogWindow } from '../../ui/dialog.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ClipboardLine } from './clipboard-line.tsx';
import { CloseQuestion } from './close-question.tsx';
import { SecretField } from './secret-field.tsx';

export interface SecretDialogProps {
  readonly secret: OpenSecret;
  /** Nobody asked for it now: a crash, a quit or the lock came between. */
  readonly resumed: boolean;
  readonly onClosed: () => void;
}

/** The second step: the one time that the secret key can be had. It closes without a question only once it is safe. */
export const SecretDialog = ({ secret, resumed, onClosed }: SecretDialogProps) => {
  const sample = currentAccount(useSession())?.sample ?? false;
  const [stored, setStored] = useState(secret.acknowledged);
  const [asking, setAsking] = useState(false);
  const copying = useRequest();
  const closing = useRequest();
  const failure = copying.failure ?? (closing.failure?.kind === 'secret-not-stored' ? null : closing.failure);

  const acknowledge = async (wanted: boolean) => {
    setStored(wanted);
    const answer = await ask(() => secrets.AcknowledgeSecret(secret.handle, wanted));
    if (!answer.ok) setStored(!wanted);
  };

  const close = async (unstored: boolean) => {
    const answer = await closing.send(() => secrets.CloseSecret(secret.handle, unstored));
    if (answer?.ok) onClosed();
    else if (answer?.failure.kind === 'secret-not-stored') setAsking(true);
  };

  const onClose = () => {
    if (secret.copied || stored) void close(false);
    else setAsking(true);
  };

  const copySecret = () => void copying.send(() => secrets.CopySecret(secret.handle));

  return (
    <>
      <DialogWindow title="Generate secret key" size="wide" onDismiss={onClose} held={closing.pending}>
        <p className="dialog-lead">
          <strong>{secret.keyName}</strong> for {secret.own ? 'yourself' : secret.ownerName}
        </p>
        {resumed && (
          <p>
            The secret key of <strong>{secret.keyName}</strong> is still open. Store it, then close it.
          </p>
        )}
        <Notice tone="warning">
          This is the only time the secret key is shown. It cannot be retrieved again after you close this dialog.
        </Notice>
        {/* biome-ignore lint/a11y/useSemanticElements: nothing here is a form control */}
        <div role="group" aria-labelledby="access-label" className="secret-row">
          <span id="access-label" className="label">
            Access key
          </span>
          <code className="secret-box selectable">{secret.accessKey}</code>
          <CopyWordButton text={secret.accessKey} what="access key" />
        </div>
        <SecretField secret={secret} onCopy={copySecret} copying={copying.pending} />
        <ClipboardLine handle={secret.handle} />
        {secret.restsIn === 'memory' && !sample && (
          <p className="secret-memory">
            This secret key rests in memory only: if Keydesk stops before you have stored it, it is lost.
          </p>
        )}
        {failure && <FailureNotice failure={failure} />}
        <DialogActions
          beside={
            <Checkbox selected={stored} onSelect={(wanted) => void acknowledge(wanted)}>
              I have stored this secret key
            </Checkbox>
          }
        >
          <Button onPress={onClose} isPending={closing.pending}>
            Close
          </Button>
        </DialogActions>
      </DialogWindow>
      {asking && (
        <CloseQuestion
          keyName={secret.keyName}
          onBack={() => setAsking(false)}
          onLose={() => {
            setAsking(false);
            void close(true);
          }}
        />
      )}
    </>
  );
};
