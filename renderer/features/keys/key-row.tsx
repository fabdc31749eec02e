import { useRef, useState } from 'react';
import type { Owner } from '../../../bridge/values/directory.ts';
import type { CustomerSecretKey, SettableStatus } from '../../../bridge/values/keys.ts';
import { AccessKey } from '../../app/access-key.tsx';
import { keys } from '../../app/bridge.ts';
import { copyText } from '../../app/copy-button.tsx';
import { FailureNotice } from '../../app/failure-notice.tsx';
import { refreshKeys } from '../../app/keys-query.ts';
import { useRotate } from '../../app/rotate.tsx';
import { useOverdueDays } from '../../app/stores.ts';
import { useRequest } from '../../app/use-request.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { keepFocus } from '../../ui/keep-focus.ts';
import { Notice } from '../../ui/notice.tsx';
import { useRowMenu } from '../../ui/row-menu.tsx';
import { useAfter } from '../../ui/use-after.ts';
import { keyAge } from './key-age.ts';
import { KeyAgeCell, KeyHistory, KeyStatusCell } from './key-cells.tsx';
import { keyExpiry } from './key-expiry.ts';
import { statusWords } from './status-words.ts';

interface RowActionsProps {
  readonly name: string;
  readonly offers: readonly SettableStatus[];
  readonly pending: boolean;
  /** The key is older than the limit, so it should be replaced. */
  readonly isOverdue: boolean;
  readonly onOpen: (question: 'rename' | 'delete') => void;
  readonly onRotate: () => void;
  /** Settles when the row shows the new status. */
  readonly onSetStatus: (status: SettableStatus) => Promise<void>;
}

/** The actions of one key. They are buttons and not a menu, so that each takes a single press, by keyboard too. */
const RowActions = ({ name, offers, pending, isOverdue, onOpen, onRotate, onSetStatus }: RowActionsProps) => {
  const group = useRef<HTMLDivElement>(null);

  const setStatus = async (status: SettableStatus) => {
    await onSetStatus(status);
    // The pressed button may be gone. The button at the same position takes the focus.
    keepFocus(() => group.current?.querySelectorAll('button')[1] ?? null);
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls
    <div ref={group} role="group" aria-label={`Actions for ${name}`} className="row-actions">
      <IconButton icon="pencil" name="Rename" onPress={() => onOpen('rename')} />
      {offers.includes('INACTIVE') && (
        <IconButton icon="pause" name="Deactivate" isPending={pending} onPress={() => void setStatus('INACTIVE')} />
      )}
      {offers.includes('ACTIVE') && (
        <IconButton icon="play" name="Reactivate" isPending={pending} onPress={() => void setStatus('ACTIVE')} />
      )}
      {isOverdue && <IconButton icon="rotate" name="Rotate" onPress={onRotate} />}
      <IconButton icon="trash" name="Delete" look="loss" onPress={() => onOpen('delete')} />
    </div>
  );
};

const undoableMs = 10_000;

interface KeyRowProps {
  readonly owner: Owner;
  readonly secretKey: CustomerSecretKey;
  readonly now: number;
  /** The API can set the status of a key. */
  readonly settable: boolean;
  /** The key has just been generated. */
  readonly marked: boolean;
  readonly onOpen: (question: 'rename' | 'delete') => void;
}

export const KeyRow = ({ owner, secretKey, now, settable, marked, onOpen }: KeyRowProps) => {
  const { pending, failure, send, forget } = useRequest();
  const [undoable, setUndoable] = useState(false);
  const age = keyAge(secretKey.created, now, useOverdueDays());
  const expiry = keyExpiry(secretKey.expires, now);
  const status = statusWords(secretKey.status, now);

  const setStatus = async (status: SettableStatus) => {
    const done = status === 'ACTIVE' ? 'Key reactivated.' : 'Key deactivated.';
    const result = await send(() => keys.SetKeyStatus(owner, secretKey.id, status), done);
    if (!result?.ok) return;
    setUndoable(status === 'INACTIVE');
    await refreshKeys();
  };
  useAfter(undoable, undoableMs, () => setUndoable(false));

  const { open: openRotate } = useRotate();
  const rotate = () => openRotate({ kind: 'key', owner, keyId: secretKey.id, keyName: secretKey.name });
  const offers = settable ? status.offers : [];
  const { onContextMenu, menu } = useRowMenu(`Actions for ${secretKey.name}`, [
    { text: 'Copy access key', act: () => void copyText(secretKey.accessKey, 'access key') },
    { text: 'Rotate', act: rotate },
    { text: 'Rename', act: () => onOpen('rename') },
    ...offers.map((status) => ({
      text: status === 'INACTIVE' ? 'Deactivate' : 'Reactivate',
      act: () => void setStatus(status),
    })),
    { text: 'Delete', act: () => onOpen('delete') },
  ]);

  return (
    <>
      <tr className={marked ? 'key-marked' : ''} onContextMenu={onContextMenu}>
        <th scope="row">
          <span className="two-lines key-title" title={secretKey.name}>
            {secretKey.name}
          </span>
          {secretKey.description && (
            <span className="third two-lines" title={secretKey.description}>
              {secretKey.description}
            </span>
          )}
          <KeyHistory keyName={secretKey.name} history={secretKey.history} now={now} />
        </th>
        <td className="key-access">
          <AccessKey accessKey={secretKey.accessKey} />
        </td>
        <KeyAgeCell age={age} />
        <td className="key-date">
          <span className="key-line">{expiry.text}</span>
          {expiry.badge && <Badge tone={expiry.urgency === 'expired' ? 'loss' : 'warning'}>{expiry.badge}</Badge>}
        </td>
        <td>
          <KeyStatusCell words={status} unreported={secretKey.status.kind === 'unreported'} />
        </td>
        <td className="key-actions">
          <RowActions
            name={secretKey.name}
            offers={offers}
            pending={pending}
            isOverdue={age.old}
            onOpen={onOpen}
            onRotate={rotate}
            onSetStatus={setStatus}
          />
          {menu}
        </td>
      </tr>
      {undoable && (
        <tr>
          <td colSpan={6} className="key-failure">
            <Notice
              tone="neutral"
              icon="pause"
              role="status"
              actions={
                <Button isPending={pending} onPress={() => void setStatus('ACTIVE')}>
                  Undo
                </Button>
              }
            >
              {secretKey.name} is deactivated: programs that use it are refused from now on.
            </Notice>
          </td>
        </tr>
      )}
      {failure && (
        <tr>
          <td colSpan={6} className="key-failure">
            <FailureNotice failure={failure} onDismiss={forget} />
          </td>
        </tr>
      )}
    </>
  );
};
