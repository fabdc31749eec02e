import './secret.css';
import { useState } from 'react';
import type { UnfinishedCreation } from '../../../bridge/values/secret.ts';
import { secrets } from '../../app/bridge.ts';
import { FailureNotice } from '../../app/failure-notice.tsx';
import type { GenerateTarget } from '../../app/generate.tsx';
import { refreshKeys } from '../../app/keys-query.ts';
import { PolicyTrouble, Prescribed, usePolicyTrouble, usePrescribed } from '../../app/policy.tsx';
import { useSession } from '../../app/session.tsx';
import { useUnfinishedStore } from '../../app/stores.ts';
import { useRequest } from '../../app/use-request.ts';
import { useSecondsLeft } from '../../app/use-seconds-left.ts';
import { expiryInstant, judgeExpiry } from '../../panes/expiry-choice.ts';
import { ExpiryField, useExpiry } from '../../panes/expiry-field.tsx';
import { judgeName } from '../../panes/key-name.ts';
import { KeyNameField } from '../../panes/key-name-field.tsx';
import { identityWords, keyDoubt } from '../../panes/person-words.ts';
import { Button } from '../../ui/button.tsx';
import { DialogActions, DialogWindow } from '../../ui/dialog.tsx';
import { Form, FormActions } from '../../ui/form.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { CreationWayOut, isLeftOpen } from './creation-way-out.tsx';

const longestDescription = 4000;

interface GenerateDialogProps {
  readonly target: GenerateTarget;
  readonly onClose: () => void;
}

/** The first step: the name of the key, and the other fields that the API offers. */
export const GenerateDialog = ({ target, onClose }: GenerateDialogProps) => {
  const { vault } = useSession();
  const { person } = target;
  const doubt = keyDoubt(person);
  const [name, setName] = useState('');
  const [description, setDescription] = useState('');
  const trouble = usePolicyTrouble();
  const pattern = usePrescribed('namePattern');
  const expiry = useExpiry();
  const { choice, lifetime } = expiry;
  const [sent, setSent] = useState(false);
  // True if the company demands an expiry that this API does not offer, or if the policy cannot be used. A request that has been sent
  // is not stopped.
  const isForbidden = !sent && (trouble !== null || (lifetime.must && !target.offers.expiry));
  const request = useRequest();
  const left = useSecondsLeft(request.failure);
  const unfinished = useUnfinishedStore().result?.creations ?? [];
  // The creations that were open before this one was sent.
  const [before, setBefore] = useState<readonly string[]>([]);
  // Main opens the secret, and with it the second step. This step stays as it is until then.
  const [isOpening, setIsOpening] = useState(false);
  // True while `CreationWayOut` runs a call that must not be interrupted.
  const [held, setHeld] = useState(false);
  const pending = request.pending || isOpening;
  const judged = judgeName(name, sent);

  const generate = async () => {
    setSent(true);
    if (judgeName(name, true).error || judgeExpiry(choice, Date.now(), lifetime)) return;
    const newKey = {
      name: name.trim(),
      description: description.trim() || null,
      expiresOn: expiryInstant(choice, Date.now()),
    };
    setBefore(unfinished.map(({ creation }) => creation));
    const result = await request.send(() => secrets.GenerateKey(target.owner, newKey));
    if (result?.ok) setIsOpening(true);
    // Even a failed call may have created a key. The table should show it.
    else if (result) await refreshKeys();
  };

  const isOfThis = ({ creation, keyName }: UnfinishedCreation) => keyName === name.trim() && !before.includes(creation);
  const leftOpen = sent ? unfinished.findLast(isOfThis) : undefined;

  return (
    <DialogWindow title="Generate secret key" onDismiss={onClose} held={pending || held}>
      <p className="dialog-lead selectable">
        For <strong>{person.displayName}</strong>
        {target.owner.kind === 'self' && ', yourself'}
        <span className="dialog-person third">{identityWords(person)}</span>
      </p>
      {doubt && <Notice tone="warning">{doubt}</Notice>}
      {isForbidden && (
        <>
          <PolicyTrouble />
          {trouble === null && <Prescribed name={lifetime.most === null ? 'requireExpiry' : 'maxLifetimeDays'} />}
          <p>No key can be made here{trouble === null && ': this tenancy offers no expiry'}.</p>
          <DialogActions>
            <Button onPress={onClose}>Close</Button>
          </DialogActions>
        </>
      )}
      {isForbidden ? null : request.failure && isLeftOpen(request.failure) ? (
        <CreationWayOut
          failure={request.failure}
          creation={leftOpen}
          onHeld={setHeld}
          onReplaced={() => setIsOpening(true)}
          onAgain={request.forget}
          onClose={onClose}
        />
      ) : (
        <Form onSubmit={() => left === 0 && void generate()}>
          <KeyNameField
            value={name}
            onChange={setName}
            judged={judged}
            hint={pattern === null ? 'What will use the key: “backup-nas”, “ci-deploy”.' : null}
            // Read-only, not disabled: a disabled field would lose the focus, and Escape would no longer close the dialog.
            isReadOnly={pending}
          />
          {target.offers.description && (
            <TextField
              label="Description (optional)"
              value={description}
              onChange={setDescription}
              isReadOnly={pending}
              maxLength={longestDescription}
            />
          )}
          {target.offers.expiry && (
            <ExpiryField {...expiry} error={sent || choice.kind === 'date' ? expiry.error : null} />
          )}
          {vault.kind === 'memory' && (
            <Notice tone="warning">
              There is no keychain to hold the secret key: if Keydesk or this computer stops before you have stored it,
              the secret key is lost.
            </Notice>
          )}
          {request.failure && <FailureNotice failure={request.failure} />}
          <FormActions
            pending={pending}
            waiting="Waiting for Oracle…"
            wait={left}
            submit="Generate secret key"
            onCancel={onClose}
          />
        </Form>
      )}
    </DialogWindow>
  );
};
