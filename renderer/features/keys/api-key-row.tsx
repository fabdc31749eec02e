import type { ApiKey } from '../../../bridge/values/api-keys.ts';
import { CopyButton } from '../../app/copy-button.tsx';
import { useOverdueDays } from '../../app/stores.ts';
import { Badge } from '../../ui/badge.tsx';
import { IconButton } from '../../ui/button.tsx';
import { ownWords, shortenFingerprint, stateWords } from './api-key-words.ts';
import { keyAge } from './key-age.ts';

export interface ApiKeyRowProps {
  readonly apiKey: ApiKey;
  readonly now: number;
  readonly onDelete: () => void;
}

export const ApiKeyRow = ({ apiKey, now, onDelete }: ApiKeyRowProps) => {
  const { fingerprint, description, created, state, use } = apiKey;
  const age = keyAge(created, now, useOverdueDays());
  const used = ownWords(apiKey);
  return (
    <tr>
      <th scope="row">
        <span className="copyable">
          <code title={fingerprint}>{shortenFingerprint(fingerprint)}</code>
          <CopyButton text={fingerprint} what="fingerprint" />
        </span>
        {(used ?? description) && <span className="third key-description">{used ?? description}</span>}
      </th>
      <td className="key-date">
        <span className="key-line">{age.first}</span>
        {age.second &&
          (age.old ? <Badge tone="warning">{age.second}</Badge> : <span className="third key-line">{age.second}</span>)}
      </td>
      <td>
        <Badge tone={state === 'ACTIVE' ? 'accent' : 'neutral'}>{stateWords(apiKey)}</Badge>
      </td>
      <td className="key-actions">
        {/* The account signs with this one: it goes when it is replaced, or with the account. */}
        {use === null && (
          <div className="row-actions">
            <IconButton
              icon="trash"
              name={`Delete ${shortenFingerprint(fingerprint)}`}
              look="loss"
              onPress={onDelete}
            />
          </div>
        )}
      </td>
    </tr>
  );
};
