import '../../ui/disclosure.css';
import './this-computer.css';
import { useState } from 'react';
import type { SavedKey } from '../../../bridge/values/usage.ts';
import { TryKeychain } from '../../app/keychain.tsx';
import { Prescribed, useAllowed } from '../../app/policy.tsx';
import { useSession } from '../../app/session.tsx';
import { useSavedKeysStore } from '../../app/stores.ts';
import { instantOf, useNow } from '../../ui/dates.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { keepFocus } from '../../ui/keep-focus.ts';
import { Notice } from '../../ui/notice.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { type Sort, sortRows } from '../../ui/table/columns.ts';
import { KeysSkeleton, KeyTable } from '../../ui/table/key-table.tsx';
import { type SavedKeyAction, SavedKeyDialog } from './saved-key-dialogs.tsx';
import { SavedKeyRow } from './saved-key-row.tsx';

const agesRenewedMs = 30_000;

interface OpenDialog {
  readonly action: SavedKeyAction;
  readonly savedKey: SavedKey;
}

const columns = [
  { title: 'Access key', width: 'access' },
  { title: 'Kept', width: 'date' },
] as const;

/** The value by which a column sorts a key. */
const sortValue = (key: SavedKey, column: string): string | number | null => {
  if (column === 'Kept') return instantOf(key.keptAt);
  return column === 'Access key' ? key.accessKey : key.name;
};

const SavedKeysTable = ({ keys }: { readonly keys: readonly SavedKey[] }) => {
  const now = useNow(agesRenewedMs);
  const [sort, setSort] = useState<Sort | null>(null);
  const [dialog, setDialog] = useState<OpenDialog | null>(null);

  const close = () => {
    setDialog(null);
    // The row and the pressed button may be gone, so the focus must move.
    keepFocus();
  };

  return (
    <>
      <KeyTable label="Keys on this computer" look="saved" columns={columns} sort={sort} onSort={setSort}>
        {sortRows(keys, sort, sortValue).map((savedKey) => (
          <SavedKeyRow
            key={savedKey.id}
            savedKey={savedKey}
            now={now}
            onOpen={(action) => setDialog({ action, savedKey })}
          />
        ))}
      </KeyTable>
      {dialog && <SavedKeyDialog action={dialog.action} savedKey={dialog.savedKey} onClose={close} />}
    </>
  );
};

const Empty = () => (
  <EmptyState icon="computer" title="No key is kept on this computer">
    The dialog of a new secret key offers it under “Use it”. A key that is kept here can be tested, written into the
    files of tools, and asked for on the command line.
  </EmptyState>
);

/** The keys whose secrets the user has saved in the keychain of this computer. */
export const ThisComputer = () => {
  const store = useSavedKeysStore();
  const { vault } = useSession();
  const state = store.result;
  const isAllowed = useAllowed('saveOnThisComputer')();
  return (
    <>
      <div className="page-head">
        <PageHeading title="On this computer" />
        <p className="page-line">
          <span>
            Keys that were kept here for tools to ask for
            {vault.kind === 'keychain' && state?.possible !== false ? `, in ${vault.name}` : ''}.
          </span>
        </p>
      </div>
      <Prescribed name="saveOnThisComputer" />
      {state?.possible === false && isAllowed && (
        <Notice
          tone="warning"
          title="This computer has no keychain that Keydesk can use now, so it keeps no key here."
          actions={vault.kind === 'memory' && <TryKeychain />}
        >
          {vault.kind === 'memory' && <p className="notice-reason selectable">{vault.reason}</p>}
        </Notice>
      )}
      {store.state === 'loading' && <KeysSkeleton what="Loading the keys on this computer" />}
      {store.state === 'error' && (
        <Notice tone="loss" role="alert" title="Keydesk could not tell which keys are kept here.">
          <p className="notice-more">Nothing has changed. Restart Keydesk.</p>
        </Notice>
      )}
      {state && state.keys.length > 0 && <SavedKeysTable keys={state.keys} />}
      {state && state.keys.length === 0 && state.possible && <Empty />}
    </>
  );
};
