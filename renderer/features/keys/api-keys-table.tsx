import { useState } from 'react';
import type { ApiKey } from '../../../bridge/values/api-keys.ts';
import { apiKeys } from '../../app/bridge.ts';
import { CopyButton } from '../../app/copy-button.tsx';
import { Removal } from '../../app/removal.tsx';
import { useOverdueDays } from '../../app/stores.ts';
import { Badge } from '../../ui/badge.tsx';
import { IconButton } from '../../ui/button.tsx';
import { instantOf, useNow } from '../../ui/dates.ts';
import { type Sort, sortRows } from '../../ui/table/columns.ts';
import { KeyTable } from '../../ui/table/key-table.tsx';
import { ownWords, shortenFingerprint, stateWords } from './api-key-words.ts';
import { refreshApiKeys } from './api-keys-query.ts';
import { keyAge } from './key-age.ts';
import { KeyAgeCell } from './key-cells.tsx';

interface ApiKeyRowProps {
  readonly apiKey: ApiKey;
  readonly now: number;
  readonly onDelete: () => void;
}

const ApiKeyRow = ({ apiKey, now, onDelete }: ApiKeyRowProps) => {
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
        {(used ?? description) && <span className="third two-lines">{used ?? description}</span>}
      </th>
      <KeyAgeCell age={age} />
      <td>
        <Badge tone={state === 'ACTIVE' ? 'accent' : 'neutral'}>{stateWords(apiKey)}</Badge>
      </td>
      <td className="key-actions">
        {/* No button for a key that the account signs with. This computer's key is deleted when it is replaced, or at sign-out. */}
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

const agesRenewedMs = 30_000;

const columns = [
  { title: 'Created', width: 'date' },
  { title: 'Status', width: 'status' },
] as const;

const sortValue = (key: ApiKey, column: string): string | number | null => {
  if (column === 'Created') return instantOf(key.created);
  return column === 'Status' ? stateWords(key) : key.fingerprint;
};

interface DeleteApiKeyProps {
  readonly apiKey: ApiKey;
  readonly onClose: () => void;
  readonly onDeleted: () => void;
}

const DeleteApiKey = ({ apiKey, onClose, onDeleted }: DeleteApiKeyProps) => {
  const refresh = async () => {
    await refreshApiKeys();
    onDeleted();
  };
  return (
    <Removal
      title={`Delete the API key ${shortenFingerprint(apiKey.fingerprint)}?`}
      action="Delete"
      remove={() => apiKeys.DeleteApiKey(apiKey.fingerprint)}
      removed="API key deleted."
      onClose={onClose}
      onRemoved={() => void refresh()}
    >
      {apiKey.description && <p className="selectable">{apiKey.description}</p>}
      <p>
        Every program that signs with it stops working: the OCI CLI, Terraform, a script, or Keydesk on another
        computer. A deleted key cannot be brought back.
      </p>
    </Removal>
  );
};

interface ApiKeysTableProps {
  readonly keys: readonly ApiKey[];
  /** Called after a deletion. The row and its button are gone, so the focus must move. */
  readonly onDeleted: () => void;
}

export const ApiKeysTable = ({ keys, onDeleted }: ApiKeysTableProps) => {
  const now = useNow(agesRenewedMs);
  const [sort, setSort] = useState<Sort | null>(null);
  const [deleting, setDeleting] = useState<ApiKey | null>(null);
  return (
    <>
      <KeyTable label="API keys" name="Fingerprint" look="saved" columns={columns} sort={sort} onSort={setSort}>
        {sortRows(keys, sort, sortValue).map((key) => (
          <ApiKeyRow key={key.fingerprint} apiKey={key} now={now} onDelete={() => setDeleting(key)} />
        ))}
      </KeyTable>
      {deleting && <DeleteApiKey apiKey={deleting} onClose={() => setDeleting(null)} onDeleted={onDeleted} />}
    </>
  );
};
