import { useMemo, useState } from 'react';
import type { RotationRow } from '../../../bridge/values/rotation.ts';
import { countOf, firstSelected, type Ranges, type Selection } from '../../ui/table/selection.ts';

/** The places of some rows, as ranges. */
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
