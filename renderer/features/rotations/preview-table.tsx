import { useMemo, useState } from 'react';
import type { CampaignLine } from '../../../bridge/values/campaign.ts';
import type { RowAction } from '../../ui/row-menu.tsx';
import { shortenAccessKey } from '../../ui/shorten.ts';
import { type Column, RowGrid } from '../../ui/table/row-grid.tsx';
import { nothingSelected } from '../../ui/table/selection.ts';
import { type Decisions, isMade, lineWords } from './campaign-words.ts';

export interface PreviewTableProps {
  readonly lines: readonly CampaignLine[];
  readonly decisions: Decisions;
  readonly onDecide: (decisions: Decisions) => void;
}

const columnsFor = (decisions: Decisions): readonly Column<CampaignLine>[] => [
  { id: 'line', title: 'Line', width: '72px', cell: ({ line }) => line },
  {
    id: 'user',
    title: 'User',
    width: 'minmax(120px, 1fr)',
    cell: ({ userName, displayName, domainName }) => (
      <span title={[displayName, domainName].filter(Boolean).join(' · ')}>{userName}</span>
    ),
  },
  {
    id: 'key',
    title: 'Old key',
    width: 'minmax(80px, 0.7fr)',
    cell: ({ keyName, accessKey }) => <span title={accessKey ?? ''}>{keyName ?? '–'}</span>,
  },
  { id: 'new', title: 'New key', width: 'minmax(80px, 0.7fr)', cell: ({ newKeyName }) => newKeyName },
  {
    id: 'verdict',
    title: 'What will happen',
    width: 'minmax(160px, 1.4fr)',
    cell: (line) => (
      <span className={isMade(line, decisions) ? '' : 'rotation-yours'} title={lineWords(line, decisions)}>
        {lineWords(line, decisions)}
      </span>
    ),
  },
];

/** Line by line what will happen. The menu of a line leaves it out, or says which of two keys goes first. */
export const PreviewTable = ({ lines, decisions, onDecide }: PreviewTableProps) => {
  const [selection, setSelection] = useState(nothingSelected);
  const columns = useMemo(() => columnsFor(decisions), [decisions]);
  const source = useMemo(
    () => ({ count: lines.length, rowAt: (index: number) => lines[index], onShow: () => undefined }),
    [lines],
  );
  const { leftOut, rooms } = decisions;
  const leaveOut = (line: number) => {
    const next = new Set(leftOut);
    if (!next.delete(line)) next.add(line);
    onDecide({ ...decisions, leftOut: next });
  };
  const actionsOf = (line: CampaignLine): readonly RowAction[] => [
    ...line.others.map((other) => ({
      text: `Delete ${other.name} (${other.why ?? shortenAccessKey(other.accessKey)}) first`,
      act: () => onDecide({ ...decisions, rooms: new Map(rooms).set(line.line, other) }),
    })),
    ...(leftOut.has(line.line) || isMade(line, decisions)
      ? [{ text: leftOut.has(line.line) ? 'Include it again' : 'Leave it out', act: () => leaveOut(line.line) }]
      : []),
  ];
  return (
    <div className="campaign-lines">
      <RowGrid
        label="What will happen"
        columns={columns}
        source={source}
        rowHeight={34}
        selection={selection}
        onSelect={setSelection}
        onOpen={() => undefined}
        menu={(line) => ({ label: `Actions for ${line.userName}`, actions: actionsOf(line) })}
      />
    </div>
  );
};
