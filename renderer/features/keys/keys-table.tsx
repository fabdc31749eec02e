import { useState } from 'react';
import type { Owner } from '../../../bridge/values/directory.ts';
import type { CustomerSecretKey, KeyListing } from '../../../bridge/values/keys.ts';
import { useGenerate } from '../../app/generate.tsx';
import { instantOf, useNow } from '../../ui/dates.ts';
import { type Sort, sortRows } from '../../ui/table/columns.ts';
import { KeyTable } from '../../ui/table/key-table.tsx';
import { useAfter } from '../../ui/use-after.ts';
import { DeleteDialog, RenameDialog } from './key-dialogs.tsx';
import { KeyRow } from './key-row.tsx';
import { statusWords } from './status-words.ts';

interface KeysTableProps {
  readonly owner: Owner;
  /** Null until the service has returned it. */
  readonly ownerName: string | null;
  readonly listing: KeyListing;
  /** Called after a deletion. The row and its button are gone, so the focus must move. */
  readonly onDeleted: () => void;
}

const agesRenewedMs = 30_000;
const markedMs = 4000;

const columns = [
  { title: 'Access key', width: 'access' },
  { title: 'Created', width: 'date' },
  { title: 'Expires', width: 'date' },
  { title: 'Status', width: 'status' },
] as const;

/** The value by which a column sorts a key. */
const sortValue = (key: CustomerSecretKey, column: string, now: number): string | number | null => {
  if (column === 'Created') return instantOf(key.created);
  if (column === 'Expires') return instantOf(key.expires);
  if (column === 'Status') return statusWords(key.status, now).text;
  return column === 'Access key' ? key.accessKey : key.name;
};

/** The open dialog and its key. The dialog needs the key even after a refresh has removed it from the list. */
type Question = { readonly kind: 'rename' | 'delete'; readonly key: CustomerSecretKey };

export const KeysTable = ({ owner, ownerName, listing, onDeleted }: KeysTableProps) => {
  const now = useNow(agesRenewedMs);
  const [sort, setSort] = useState<Sort | null>(null);
  const [question, setQuestion] = useState<Question | null>(null);
  const { created, setCreated } = useGenerate();

  useAfter(created, markedMs, () => setCreated(null));

  return (
    <>
      <KeyTable label="Customer secret keys" look="keys" columns={columns} sort={sort} onSort={setSort}>
        {sortRows(listing.keys, sort, (key, column) => sortValue(key, column, now)).map((key) => (
          <KeyRow
            key={key.id}
            owner={owner}
            secretKey={key}
            now={now}
            settable={listing.offers.status}
            marked={key.id === created}
            onOpen={(kind) => setQuestion({ kind, key })}
          />
        ))}
      </KeyTable>
      {question?.kind === 'rename' && (
        <RenameDialog owner={owner} secretKey={question.key} onClose={() => setQuestion(null)} />
      )}
      {question?.kind === 'delete' && (
        <DeleteDialog
          owner={owner}
          ownerName={ownerName}
          secretKey={question.key}
          onClose={() => setQuestion(null)}
          onDeleted={onDeleted}
        />
      )}
    </>
  );
};
