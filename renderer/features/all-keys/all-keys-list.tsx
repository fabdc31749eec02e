import { useEffect, useRef, useState } from 'react';
import type { Failure } from '../../../bridge/values/failure.ts';
import type { KeyView, ReportRow, ReportSummary } from '../../../bridge/values/report.ts';
import { useCommands } from '../../app/commands.ts';
import { FailureNotice } from '../../app/failure-notice.tsx';
import { hasReturned, leaveList, rememberList, returnedTo } from '../../app/left-list.ts';
import { useRotate } from '../../app/rotate.tsx';
import { navigate, type UserOwner } from '../../app/route.ts';
import { useAccount } from '../../app/session.tsx';
import { announce } from '../../ui/announce.ts';
import { Button } from '../../ui/button.tsx';
import { formatCount, keysWords } from '../../ui/dates.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { keepFocus } from '../../ui/keep-focus.ts';
import type { RowGridHandle } from '../../ui/table/row-grid.tsx';
import { countOf, nothingSelected } from '../../ui/table/selection.ts';
import { AllKeysTable, type KeyAction } from './all-keys-table.tsx';
import { BulkQuestion, type Question } from './bulk-question.tsx';
import { FilterBar } from './filter-bar.tsx';
import { isNarrow } from './report-words.ts';
import { copySelection, oneKey, selectionOf } from './selected-keys.ts';
import { rowIn, useRows } from './use-rows.ts';

interface SelectionBarProps {
  /** `count`: the number of selected keys. `all`: the number of keys in the view. */
  readonly count: number;
  readonly all: number;
  readonly isReading: boolean;
  readonly onSelectAll: () => void;
  readonly onClear: () => void;
  readonly onAct: (action: KeyAction) => void;
}

/** What can be done with the selected keys. */
const SelectionBar = ({ count, all, isReading, onSelectAll, onClear, onAct }: SelectionBarProps) => {
  const isDisabled = count === 0;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls
    <div role="group" aria-label="Selected keys" className="bar selection-bar">
      <span role="status" className={isDisabled ? 'third' : 'selection-count'}>
        {isDisabled ? 'None selected' : `${keysWords(count)} selected`}
      </span>
      {count < all && (
        <Button isDisabled={isReading} onPress={onSelectAll}>
          Select all {formatCount(all)}
        </Button>
      )}
      {count > 0 && (
        <Button look="quiet" onPress={onClear}>
          Clear
        </Button>
      )}
      <span className="space" />
      <Button icon="copy" isDisabled={isDisabled} onPress={() => onAct('copy')}>
        Copy access keys
      </Button>
      <Button icon="rotate" isDisabled={isDisabled} onPress={() => onAct('rotate')}>
        Rotate
      </Button>
      <Button icon="pause" isDisabled={isDisabled} onPress={() => onAct('deactivate')}>
        Deactivate
      </Button>
      <Button icon="trash" isDisabled={isDisabled} onPress={() => onAct('delete')}>
        Delete
      </Button>
    </div>
  );
};

interface AllKeysListProps {
  readonly summary: ReportSummary;
  readonly view: KeyView;
  readonly onView: (view: KeyView) => void;
  /** True while rows are still read, so that their positions change. */
  readonly isReading: boolean;
}

const ownerOf = ({ domainId, userId, userOcid }: ReportRow): UserOwner => ({
  kind: 'user',
  domainId,
  id: userId,
  ocid: userOcid,
});

/** The keys of the report: search, filters, the table, and what is done with the selected ones. */
export const AllKeysList = ({ summary, view, onView, isReading }: AllKeysListProps) => {
  const account = useAccount();
  const { open: openRotate } = useRotate();
  const table = useRef<RowGridHandle>(null);
  const searchInput = useRef<HTMLInputElement>(null);
  const { shown, failure, onShow, retry } = useRows(view, summary);
  const [start] = useState(returnedTo);
  const [selection, setSelection] = useState(nothingSelected);
  const [refusal, setRefusal] = useState<Failure | null>(null);
  const [question, setQuestion] = useState<Question | null>(null);

  useEffect(() => {
    hasReturned();
    rememberList(account.id, { view: 'all-keys' });
  }, [account.id]);
  useCommands((command) => {
    if (command === 'find') searchInput.current?.select();
  });

  // The selection is by position: after rows have come or moved, it would mean other keys. So it is cleared.
  const places = `${summary.report} ${summary.places}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of either moves the rows
  useEffect(() => setSelection(nothingSelected), [places, view]);

  const select = (next: typeof selection) => {
    if (!isReading) setSelection(next);
    else if (countOf(next.ranges) > 0) announce('Keys can be selected when all of them have been read.');
  };
  const open = (row: ReportRow, index: number, offset: number) => {
    leaveList(account.id, { index, offset });
    navigate({ view: 'user', owner: ownerOf(row) });
  };
  const close = () => {
    setQuestion(null);
    // The button may be disabled, since nothing is selected any more.
    keepFocus();
  };
  const act = (action: KeyAction, row: ReportRow | null) => {
    if (shown === null) return;
    setRefusal(null);
    const [only] =
      row === null && countOf(selection.ranges) > 1 ? [] : [row ?? rowIn(shown, selection.ranges[0]?.[0] ?? 0)];
    if (action === 'rotate' && only)
      return openRotate({ kind: 'key', owner: ownerOf(only), keyId: only.keyId, keyName: only.name });
    const keys = row === null ? selectionOf(shown, selection.ranges) : Promise.resolve(oneKey(shown, row));
    keys.then(
      (selected) => {
        if (action === 'copy') void copySelection(selected.selection).then(setRefusal);
        else if (action === 'rotate')
          openRotate({ kind: 'many', selection: selected.selection, count: selected.count });
        else setQuestion({ action, ...selected });
      },
      (failed: Failure) => setRefusal(failed),
    );
  };

  return (
    <>
      <FilterBar
        summary={summary}
        view={view}
        onView={onView}
        found={shown?.total ?? null}
        isNew={shown?.view === view}
        inputRef={searchInput}
        onLeave={() => table.current?.focusRow(0)}
      />
      <SelectionBar
        count={countOf(selection.ranges)}
        all={shown?.total ?? 0}
        isReading={isReading}
        onSelectAll={() => select({ ranges: [[0, shown?.total ?? 0]], anchor: 0 })}
        onClear={() => setSelection(nothingSelected)}
        onAct={(action) => act(action, null)}
      />
      {failure && <FailureNotice failure={failure} onRetry={retry} />}
      {refusal && <FailureNotice failure={refusal} onDismiss={() => setRefusal(null)} />}
      {shown && shown.total > 0 && (
        <AllKeysTable
          shown={shown}
          view={view}
          onView={onView}
          onShow={onShow}
          selection={selection}
          onSelect={select}
          onAct={act}
          onOpen={open}
          start={start}
          handle={table}
        />
      )}
      {shown && shown.total === 0 && isNarrow(view) && (
        <EmptyState icon="search" title="No key matches">
          The report has {keysWords(summary.keys)}. Fewer filters show more of them.
        </EmptyState>
      )}
      {question && <BulkQuestion question={question} onClose={close} />}
    </>
  );
};
