import { useMemo, useState } from 'react';
import type { CampaignLine } from '../../../bridge/values/campaign.ts';
import { keysWords } from '../../ui/dates.ts';
import type { RowAction } from '../../ui/row-menu.tsx';
import { type Column, RowGrid } from '../../ui/table/row-grid.tsx';
import { isSelected, nothingSelected } from '../../ui/table/selection.ts';
import { canBeMade, type Decisions, isMade, lineWords, otherWords } from './campaign-words.ts';

export interface PreviewTableProps {
  readonly lines: readonly CampaignLine[];
  readonly decisions: Decisions;
  readonly onDecide: (decisions: Decisions) => void;
}

const columnsFor = (decisions: Decisions): readonly Column<CampaignLine>[] => [
  { id: 'line', title: 'Line', width: '88px', cell: ({ line }) => line },
  {
    id: 'user',
    title: 'User',
    width: 'minmax(108px, 1.08fr)',
    cell: ({ userName, displayName, domainName }) => (
      <span title={[displayName, domainName].filter(Boolean).join(' · ')}>{userName}</span>
    ),
  },
  {
    id: 'key',
    title: 'Old key',
    width: 'minmax(88px, 0.88fr)',
    cell: ({ keyName, accessKey }) => <span title={accessKey ?? ''}>{keyName ?? '–'}</span>,
  },
  {
    id: 'new',
    title: 'New key',
    width: 'minmax(88px, 0.88fr)',
    cell: (line) => (canBeMade(line) ? line.newKeyName : '–'),
  },
  {
    id: 'verdict',
    title: 'What will happen',
    width: 'minmax(220px, 2.2fr)',
    cell: (line) => (
      <span
        className={`two-lines campaign-verdict ${isMade(line, decisions) ? '' : 'rotation-yours'}`}
        title={lineWords(line, decisions)}
      >
        {lineWords(line, decisions)}
      </span>
    ),
  },
];

/** Line by line what will happen. The menu of a line leaves it out, or chooses the key that is deleted first. */
export const PreviewTable = ({ lines, decisions, onDecide }: PreviewTableProps) => {
  const [selection, setSelection] = useState(nothingSelected);
  const columns = useMemo(() => columnsFor(decisions), [decisions]);
  const source = useMemo(
    () => ({ count: lines.length, rowAt: (index: number) => lines[index], onShow: () => undefined }),
    [lines],
  );
  const { leftOut, rooms } = decisions;
  /** Leaves lines out, or includes those again that were left out. */
  const leaveOut = (chosen: readonly CampaignLine[], what = chosen.length === 1 ? 'it' : keysWords(chosen.length)) => {
    const out = chosen.filter((line) => leftOut.has(line.line));
    const made = chosen.filter((line) => isMade(line, decisions));
    const numbers = new Set([...out, ...made].map(({ line }) => line));
    const decide = (next: ReadonlySet<number>) => () => onDecide({ ...decisions, leftOut: next });
    return [
      ...(made.length > 0 ? [{ text: `Leave ${what} out`, act: decide(new Set([...leftOut, ...numbers])) }] : []),
      ...(out.length > 0
        ? [{ text: `Include ${what} again`, act: decide(new Set([...leftOut].filter((line) => !numbers.has(line)))) }]
        : []),
    ];
  };
  const actionsOf = (line: CampaignLine): readonly RowAction[] => [
    ...line.others.map((other) => ({
      text: `Delete ${other.name} (${otherWords(other)}) first`,
      act: () => onDecide({ ...decisions, rooms: new Map(rooms).set(line.line, other) }),
    })),
    ...leaveOut([line]),
  ];
  const selected = lines.filter((_, index) => isSelected(selection.ranges, index));
  // A long reason is cut in its cell. If one line is selected, its whole reason is shown below the table.
  const only = selected.length === 1 ? selected[0] : undefined;
  return (
    <div className="campaign-lines">
      <RowGrid
        label="What will happen"
        columns={columns}
        source={source}
        rowHeight={42}
        dense
        selection={selection}
        onSelect={setSelection}
        onOpen={() => undefined}
        menu={(line, index) =>
          selected.length > 1 && isSelected(selection.ranges, index)
            ? { label: `Actions for ${keysWords(selected.length)}`, actions: leaveOut(selected) }
            : { label: `Actions for ${line.userName}`, actions: actionsOf(line) }
        }
      />
      {only ? (
        <p className="selectable" role="status">
          <strong>
            Line {only.line}, {only.userName}:
          </strong>{' '}
          {lineWords(only, decisions)}
        </p>
      ) : (
        <p className="third">
          The menu of a line (right button, menu key or Shift+F10) leaves it out, or chooses the key to delete first.
        </p>
      )}
    </div>
  );
};
