import type { Owner } from '../../../bridge/values/directory.ts';
import type { CustomerSecretKey, SettableStatus } from '../../../bridge/values/keys.ts';
import { keys } from '../../app/bridge.ts';
import { useRequest } from '../../app/use-request.ts';
import { announce } from '../../ui/announce.ts';
import { Badge } from '../../ui/badge.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { AccessKey } from './access-key.tsx';
import { keyAge } from './key-age.ts';
import { keyExpiry } from './key-expiry.ts';
import { KeyHistory } from './key-history.tsx';
import { KeyStatusCell } from './key-status-cell.tsx';
import { refreshKeys } from './keys-query.ts';
import { RowActions } from './row-actions.tsx';
import { statusWords } from './status-words.ts';

export interface KeyRowProps {
  readonly owner: Owner;
  readonly secretKey: CustomerSecretKey;
  readonly now: number;
  /** The API takes a status. */
  readonly settable: boolean;
  /** Just generated. */
  readonly marked: boolean;
  readonly onAsk: (question: 'rename' | 'delete') => void;
}

export const KeyRow = ({ owner, secretKey, now, settable, marked, onAsk }: KeyRowProps) => {
  const { pending, failure, send, forget } = useRequest();
  const age = keyAge(secretKey.created, now);
  const expiry = keyExpiry(secretKey.expires, now);
  const status = statusWords(secretKey.status, now);

  const setStatus = async (wanted: SettableStatus) => {
    const answer = await send(() => keys.SetKeyStatus(owner, secretKey.id, wanted));
    if (!answer?.ok) return;
    announce(wanted === 'ACTIVE' ? 'Key reactivated.' : 'Key deactivated.');
    await refreshKeys();
  };

  return (
    <>
      <tr className={marked ? 'key-marked' : ''}>
        <th scope="row" className="key-name">
          <span className="key-title" title={secretKey.name}>
            {secretKey.name}
          </span>
          {secretKey.description && (
            <span className="third key-description" title={secretKey.description}>
              {secretKey.description}
            </span>
          )}
          <KeyHistory keyName={secretKey.name} history={secretKey.history} now={now} />
        </th>
        <td className="key-access">
          <AccessKey accessKey={secretKey.accessKey} />
        </td>
        <td className="key-date">
          <span className="key-line">{age.first}</span>
          {age.second && (age.old ? <Badge tone="warning">{age.second}</Badge> : <Small text={age.second} />)}
        </td>
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
            offers={settable ? status.offers : []}
            pending={pending}
            onAsk={onAsk}
            onSetStatus={setStatus}
          />
        </td>
      </tr>
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

const Small = ({ text }: { readonly text: string }) => <span className="third key-line">{text}</span>;
