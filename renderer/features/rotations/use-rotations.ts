import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { RotationRow, RotationView } from '../../../bridge/values/rotation.ts';
import { rotations } from '../../app/bridge.ts';
import { read } from '../../app/query-client.ts';
import { useAccount } from '../../app/session.tsx';
import { countOf, firstSelected, type Ranges, type Selection } from '../../ui/table/selection.ts';

/** The most rows that main gives at once. */
const blockRows = 500;

interface ShownRotations {
  readonly view: RotationView;
  readonly rows: readonly RotationRow[];
}

const readAll = async (view: RotationView, signal: AbortSignal): Promise<ShownRotations> => {
  const rows: RotationRow[] = [];
  for (;;) {
    const block = await read(() => rotations.ReadRotations(view, rows.length, blockRows))({ signal });
    rows.push(...block.rows);
    if (block.rows.length === 0 || rows.length >= block.total || signal.aborted) return { view, rows };
  }
};

/** The rows of a view, read again when `version` changes. The old rows stay until the new ones are there. */
export const useRotationRows = (view: RotationView, version: number) => {
  const account = useAccount();
  return useQuery({
    queryKey: ['account', account.id, 'rotations', view, version],
    queryFn: ({ signal }) => readAll(view, signal),
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
};

/** The positions of the rows with these ids, as ranges. */
const rangesOf = (rows: readonly RotationRow[], ids: ReadonlySet<string>): Ranges => {
  const ranges: [number, number][] = [];
  for (const [index, { id }] of rows.entries()) {
    if (!ids.has(id)) continue;
    const last = ranges.at(-1);
    if (last?.[1] === index) last[1] = index + 1;
    else ranges.push([index, index + 1]);
  }
  return ranges;
};

/** The selected rotations. They stay selected when a step moves their rows, as long as the view shows them. */
export const useSelectedRotations = (rows: readonly RotationRow[]) => {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const [anchor, setAnchor] = useState(0);
  const ranges = useMemo(() => rangesOf(rows, ids), [rows, ids]);
  const select = (next: Selection) => {
    setIds(new Set(firstSelected(next.ranges, countOf(next.ranges)).flatMap((index) => rows[index]?.id ?? [])));
    setAnchor(next.anchor);
  };
  const selected = useMemo(() => rows.filter(({ id }) => ids.has(id)), [rows, ids]);
  return { selection: { ranges, anchor }, selected, select };
};
