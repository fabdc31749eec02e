import { useEffect, useRef, useState } from 'react';
import type { RotationRow, RotationsState, RotationView } from '../../../bridge/values/rotation.ts';
import { rotationSteps } from '../../../bridge/values/rotation-steps.ts';
import { rotations } from '../../app/bridge.ts';
import { useCommands } from '../../app/commands.ts';
import { FailureNotice } from '../../app/failure-notice.tsx';
import { refreshKeys } from '../../app/keys-query.ts';
import { rememberList } from '../../app/left-list.ts';
import { useRotate } from '../../app/rotate.tsx';
import { navigate } from '../../app/route.ts';
import { useAccount } from '../../app/session.tsx';
import { useRequest } from '../../app/use-request.ts';
import { Button } from '../../ui/button.tsx';
import { formatCount } from '../../ui/dates.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { keepFocus, useFocusKept } from '../../ui/keep-focus.ts';
import { SearchInput } from '../../ui/search-input.tsx';
import { Select } from '../../ui/select.tsx';
import type { RowGridHandle } from '../../ui/table/row-grid.tsx';
import { isSelected } from '../../ui/table/selection.ts';
import { type ManyAction, ManyQuestion } from './many-question.tsx';
import { actionsOf, actionWords, endsUndo } from './rotation-actions.ts';
import { filterWords, oldKeysWords, rotationsWords, stepWords, wholeView } from './rotation-words.ts';
import { RotationsTable } from './rotations-table.tsx';
import { StopQuestion } from './stop-question.tsx';
import { useRotationAction } from './use-actions.ts';
import { useRotationRows, useSelectedRotations } from './use-rotations.ts';

const filters = Object.keys(filterWords) as readonly RotationView['filter'][];
const everyStep = 'all';
const none: readonly RotationRow[] = [];

/** A step for many rotations at once: for the selected rotations. If none is selected, for all rotations in the table. */
interface Question {
  readonly action: ManyAction;
  readonly rows: readonly RotationRow[];
}

const words = { deactivate: 'Deactivate', delete: 'Delete' } as const satisfies Record<ManyAction, string>;
const questionWords = ({ action, rows }: Question): string => `${words[action]} ${oldKeysWords(rows.length)}`;

interface FiltersProps {
  readonly state: RotationsState;
  readonly view: RotationView;
  readonly onView: (view: RotationView) => void;
  readonly onLeave: () => void;
}

const Filters = ({ state, view, onView, onLeave }: FiltersProps) => {
  const searchInput = useRef<HTMLInputElement>(null);
  useCommands((command) => {
    if (command === 'find') searchInput.current?.select();
  });
  const counts = {
    open: state.open,
    waiting: state.waiting,
    due: state.due,
    ended: state.ended,
    all: state.open + state.ended,
  };
  return (
    <div className="bar rotation-bar">
      <SearchInput
        name="Search rotations"
        placeholder="User, name or access key"
        value={view.text}
        onType={(text) => onView({ ...view, text })}
        onLeave={onLeave}
        inputRef={searchInput}
      />
      <Select
        look="inline"
        label="Show"
        selected={view.filter}
        options={filters.map((id) => ({ id, text: filterWords[id], note: formatCount(counts[id]) }))}
        onSelect={(id) => {
          const filter = filters.find((one) => one === id);
          if (filter) onView({ ...view, filter });
        }}
      />
      <Select
        look="inline"
        label="Step"
        selected={view.step ?? everyStep}
        options={[
          { id: everyStep, text: 'All' },
          ...rotationSteps.map((id) => ({
            id,
            text: stepWords(id),
            note: formatCount(state.steps.find(({ step }) => step === id)?.open ?? 0),
          })),
        ]}
        onSelect={(id) => onView({ ...view, step: rotationSteps.find((step) => step === id) ?? null })}
      />
      {view.campaign !== null && (
        <span className="bar rotation-others">
          <span className="third">Of one campaign</span>
          <Button
            look="quiet"
            onPress={() => {
              onView(wholeView);
              keepFocus(() => searchInput.current);
            }}
          >
            Show all campaigns
          </Button>
        </span>
      )}
    </div>
  );
};

type RotationsListProps = Omit<FiltersProps, 'onLeave'>;

/** The rotations of the view, their filters, and the actions for one rotation or for the selected ones. */
export const RotationsList = ({ state, view, onView: setView }: RotationsListProps) => {
  const account = useAccount();
  const { open: openRotate } = useRotate();
  const table = useRef<RowGridHandle>(null);
  const [question, setQuestion] = useState<Question | null>(null);
  const [stopping, setStopping] = useState<RotationRow | null>(null);
  const found = useRotationRows(view, state.version);
  const rows = found.data?.rows ?? none;
  const { selection, selected, select } = useSelectedRotations(rows);
  const { pending, failure, act, forget } = useRotationAction();
  const many = useRequest();
  // With a damaged ledger no step is possible: the rotations are shown without actions.
  const isWhole = state.ledger.kind === 'whole';

  useEffect(() => rememberList(account.id, { view: 'rotations' }), [account.id]);

  const pausable = selected.filter(({ paused, ended }) => !paused && ended === null).map(({ id }) => id);
  const resumable = selected.filter(({ paused, ended }) => paused && ended === null).map(({ id }) => id);
  const questions = (['deactivate', 'delete'] as const)
    .map((action) => ({ action, rows: (selected.length > 0 ? selected : rows).filter(({ next }) => next === action) }))
    .filter((each) => each.rows.length > 0);
  const bar = useRef<HTMLDivElement>(null);
  useFocusKept(bar, [pausable.length > 0, resumable.length > 0, questions.length, state.run !== null].join(' '));
  const pause = () => void many.send(() => rotations.PauseRotations(pausable));
  const resume = () => void many.send(() => rotations.ResumeRotations(resumable));
  // Before several deletions main asks, with the system's dialog.
  const begin = async (each: Question) => {
    if (each.action !== 'delete' || each.rows.length === 1) return setQuestion(each);
    const result = await many.send(() => rotations.DeleteDue(each.rows.map(({ id }) => id)));
    if (result?.ok) await refreshKeys();
  };
  const closeQuestion = () => {
    setQuestion(null);
    setStopping(null);
    keepFocus();
  };

  const menuOfMany = () => ({
    label: `Actions for ${rotationsWords(selected.length)}`,
    actions: [
      ...(pausable.length > 0 ? [{ text: `Pause ${formatCount(pausable.length)}`, act: pause }] : []),
      ...(resumable.length > 0 ? [{ text: `Resume ${formatCount(resumable.length)}`, act: resume }] : []),
      ...questions.map((each) => ({ text: questionWords(each), act: () => void begin(each) })),
    ],
  });
  const menuOfOne = (row: RotationRow) => {
    const { owner } = row;
    return {
      label: `Actions for ${row.keyName || row.newKeyName}`,
      actions: [
        { text: 'Show the steps', act: () => openRotate({ kind: 'steps', id: row.id }) },
        ...(isWhole ? actionsOf(row) : []).map((action) => ({
          text: actionWords(action),
          act: () => {
            if (action === 'next' && row.next === 'delete') setQuestion({ action: 'delete', rows: [row] });
            else if (endsUndo(action, row)) setStopping(row);
            else void act(action, row);
          },
        })),
        ...(owner.kind === 'user' ? [{ text: 'Open the user', act: () => navigate({ view: 'user', owner }) }] : []),
      ],
    };
  };

  return (
    <>
      <Filters state={state} view={view} onView={setView} onLeave={() => table.current?.focusRow(0)} />
      {isWhole && (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls
        <div ref={bar} role="group" aria-label="Selected rotations" className="bar rotation-bar">
          <span role="status" className={selected.length === 0 ? 'third' : 'rotation-count'}>
            {selected.length === 0 ? 'None selected' : `${rotationsWords(selected.length)} selected`}
          </span>
          <span className="space" />
          <Button icon="pause" isDisabled={pausable.length === 0} isPending={many.pending} onPress={pause}>
            Pause
          </Button>
          <Button icon="play" isDisabled={resumable.length === 0} isPending={many.pending} onPress={resume}>
            Resume
          </Button>
          {questions.map((each) => (
            <Button
              key={each.action}
              {...(each.action === 'delete' ? { icon: 'trash' as const } : {})}
              isDisabled={state.run !== null}
              onPress={() => void begin(each)}
            >
              {questionWords(each)}
            </Button>
          ))}
        </div>
      )}
      {found.error && <FailureNotice failure={found.error} onRetry={() => void found.refetch()} />}
      {failure && <FailureNotice failure={failure} onDismiss={forget} />}
      {many.failure && <FailureNotice failure={many.failure} onDismiss={many.forget} />}
      {rows.length > 0 && (
        <RotationsTable
          rows={rows}
          listKey={found.data?.view}
          older={found.data?.view !== view || pending}
          selection={selection}
          onSelect={select}
          onOpen={({ id }) => openRotate({ kind: 'steps', id })}
          menu={(row, index) =>
            isWhole && selected.length > 1 && isSelected(selection.ranges, index) ? menuOfMany() : menuOfOne(row)
          }
          handle={table}
        />
      )}
      {found.data && rows.length === 0 && (
        <EmptyState icon="search" title="No rotation matches">
          <p>{rotationsWords(state.open + state.ended)} in all.</p>
          <Button onPress={() => setView({ ...wholeView, filter: 'all' })}>Show all rotations</Button>
        </EmptyState>
      )}
      {question && <ManyQuestion {...question} onClose={closeQuestion} />}
      {stopping && <StopQuestion row={stopping} onClose={closeQuestion} />}
    </>
  );
};
