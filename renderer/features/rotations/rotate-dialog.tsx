import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Owner } from '../../../bridge/values/directory.ts';
import type { KeyId } from '../../../bridge/values/keys.ts';
import type { RotationProposal } from '../../../bridge/values/rotation.ts';
import { rotations } from '../../app/bridge.ts';
import { FailureNotice } from '../../app/failure-notice.tsx';
import { refreshKeys } from '../../app/keys-query.ts';
import { personQuery } from '../../app/person-query.ts';
import { read } from '../../app/query-client.ts';
import { type RotateDialogProps, useRotate } from '../../app/rotate.tsx';
import { useAccount } from '../../app/session.tsx';
import { useRequest } from '../../app/use-request.ts';
import { useSecondsLeft } from '../../app/use-seconds-left.ts';
import { expiryInstant, judgeExpiry } from '../../panes/expiry-choice.ts';
import { ExpiryField, useExpiry } from '../../panes/expiry-field.tsx';
import { judgeName } from '../../panes/key-name.ts';
import { KeyNameField } from '../../panes/key-name-field.tsx';
import { identityWords, keyDoubt } from '../../panes/person-words.ts';
import { Button } from '../../ui/button.tsx';
import { DialogPending, DialogWindow } from '../../ui/dialog.tsx';
import { Form, FormActions } from '../../ui/form.tsx';
import { Notice } from '../../ui/notice.tsx';
import { shortenAccessKey } from '../../ui/shorten.ts';

interface RoomProps {
  readonly proposal: RotationProposal;
  readonly chosen: KeyId | null;
  readonly onChoose: (key: KeyId) => void;
}

/** Oracle's limit leaves no room for a new key. The person chooses which other key is deleted first. */
const Room = ({ proposal: { others, keyName }, chosen, onChoose }: RoomProps) => (
  <fieldset className="rotation-room">
    <legend>Oracle allows no further key for this user. Which one may be deleted now?</legend>
    {others.map(({ keyId, name, accessKey, why }) => (
      <label key={keyId} className="tick">
        <input type="radio" name="room" className="radio" checked={keyId === chosen} onChange={() => onChoose(keyId)} />
        <span>
          <strong>{name}</strong> <code>{shortenAccessKey(accessKey)}</code>{' '}
          <span className="third">{why ?? 'Programs may use it'}</span>
        </span>
      </label>
    ))}
    <p className="third">It cannot be brought back. {keyName} stays until its last step.</p>
  </fieldset>
);

interface BeginProps {
  readonly owner: Owner;
  readonly keyId: KeyId;
  readonly proposal: RotationProposal;
  readonly onClose: () => void;
}

/** The name and expiry of the new key, and the choice of the key that must be deleted first. */
const Begin = ({ owner, keyId, proposal, onClose }: BeginProps) => {
  const { open } = useRotate();
  const { newKey, offers, needsRoom } = proposal;
  const [name, setName] = useState(newKey.name);
  const expiry = useExpiry();
  const { choice, lifetime } = expiry;
  const [room, setRoom] = useState(proposal.proposed);
  const [sent, setSent] = useState(false);
  const { pending, failure, send } = useRequest();
  const wait = useSecondsLeft(failure);
  const judged = judgeName(name, sent);

  const rotate = async () => {
    setSent(true);
    if (judgeName(name, true).error || judgeExpiry(choice, Date.now(), lifetime)) return;
    if (needsRoom && room === null) return;
    const wanted = { ...newKey, name: name.trim(), expiresOn: expiryInstant(choice, Date.now()) };
    const result = await send(() =>
      rotations.BeginRotation({ owner, keyId, newKey: wanted, room: needsRoom ? room : null }),
    );
    if (result?.ok) open({ kind: 'steps', id: result.value.id });
    // Even a failed call may have created a key. The table should show it.
    await refreshKeys();
  };

  return (
    <Form onSubmit={() => wait === 0 && void rotate()}>
      <p>
        You get a new key, hand it over, and see it work. Then the old key{' '}
        <code className="rotation-code">{shortenAccessKey(proposal.accessKey)}</code>{' '}
        {offers.status ? 'is deactivated, and deleted after some days.' : 'stays active for some days, and is deleted.'}{' '}
        You press each step.
      </p>
      {needsRoom && <Room proposal={proposal} chosen={room} onChoose={setRoom} />}
      {needsRoom && sent && room === null && <Notice tone="warning">Choose the key that may be deleted.</Notice>}
      <KeyNameField label="Name of the new key" value={name} onChange={setName} judged={judged} isReadOnly={pending} />
      {offers.expiry && <ExpiryField {...expiry} error={sent ? expiry.error : null} />}
      {failure && <FailureNotice failure={failure} />}
      <FormActions pending={pending} waiting="Waiting for Oracle…" wait={wait} submit="Rotate" onCancel={onClose} />
    </Form>
  );
};

/** Begins the rotation of one key. Nothing is changed before *Rotate* is pressed, which makes the new key. */
export const RotateDialog = ({ owner, keyId, keyName, onClose }: RotateDialogProps<'key'>) => {
  const account = useAccount();
  const { open } = useRotate();
  const person = useQuery(personQuery(account.id, owner)).data ?? null;
  const proposal = useQuery({
    queryKey: ['account', account.id, 'rotation-proposal', owner, keyId],
    queryFn: read((call) => rotations.ProposeRotation(call, owner, keyId)),
    gcTime: 0,
    staleTime: 0,
  });
  const running = proposal.data?.running ?? null;
  const doubt = person && keyDoubt(person);
  return (
    <DialogWindow title={`Rotate ${keyName}`} size="middle" onDismiss={onClose}>
      {person && (
        <p className="dialog-lead selectable">
          For <strong>{person.displayName}</strong>
          <span className="dialog-person third">{identityWords(person)}</span>
        </p>
      )}
      {doubt && <Notice tone="warning">{doubt}</Notice>}
      {proposal.error && <FailureNotice failure={proposal.error} onRetry={() => void proposal.refetch()} />}
      {proposal.isPending && <DialogPending>Reading the user’s keys…</DialogPending>}
      {running !== null && (
        <Notice
          tone="neutral"
          icon="info"
          actions={
            <Button autoFocus onPress={() => open({ kind: 'steps', id: running })}>
              Show its steps
            </Button>
          }
        >
          This key is being rotated already.
        </Notice>
      )}
      {proposal.data && running === null && (
        <Begin owner={owner} keyId={keyId} proposal={proposal.data} onClose={onClose} />
      )}
    </DialogWindow>
  );
};
