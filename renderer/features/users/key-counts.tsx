import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { User } from '../../../bridge/values/directory.ts';
import { report } from '../../app/bridge.ts';
import { read } from '../../app/query-client.ts';
import { useAccount } from '../../app/session.tsx';
import { useOverdueDays, useReportStore } from '../../app/stores.ts';
import { Badge } from '../../ui/badge.tsx';
import type { Column, RowSource } from '../../ui/table/row-grid.tsx';

type Row = User | 'unreadable';

/** The range of shown rows is rounded to steps of this many rows, so that scrolling a little makes no call. */
const stepRows = 100;
const mostAsked = 1000;

/**
 * The column *Keys* of the users who are shown: how many, and the age of the oldest. `column` is null until a
 * complete report of all keys has them. `onShow` also calls `source.onShow`.
 */
export const useKeyCounts = (source: RowSource<Row>) => {
  const account = useAccount();
  const overdueDays = useOverdueDays();
  const state = useReportStore().result;
  const summary = state?.kind === 'done' ? state.summary : null;
  const [[from, to], setRange] = useState([0, stepRows]);
  const ocids: string[] = [];
  for (let index = from; summary !== null && index < Math.min(to, source.count); index += 1) {
    const row = source.rowAt(index);
    if (row !== undefined && row !== 'unreadable') ocids.push(row.ocid);
  }
  const counts = useQuery({
    queryKey: ['account', account.id, 'keys-of-users', summary?.report, summary?.version, ocids],
    queryFn: read(() => report.KeysOfUsers(ocids.slice(0, mostAsked))),
    enabled: ocids.length > 0,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const found = summary === null ? null : (counts.data ?? null);

  const column = useMemo((): Column<Row> | null => {
    if (found === null) return null;
    const byOcid = new Map(found.users.map((user) => [user.userOcid, user]));
    return {
      id: 'keys',
      title: 'Keys',
      width: '104px',
      cell: (row) => {
        const of = row === 'unreadable' ? undefined : byOcid.get(row.ocid);
        if (of === undefined || of.keys === 0) return <span className="third">–</span>;
        const isOld = of.oldestDays !== null && of.oldestDays > overdueDays;
        const age = of.oldestDays === null ? null : `${of.oldestDays} d`;
        return (
          <span className="users-keys" title={age === null ? '' : `The oldest is ${of.oldestDays} days old`}>
            {of.keys}
            {age && (isOld ? <Badge tone="warning">{age}</Badge> : <span className="third">{age}</span>)}
          </span>
        );
      },
    };
  }, [found, overdueDays]);

  const { onShow } = source;
  const show = useMemo(
    () => (first: number, last: number) => {
      onShow(first, last);
      const next: [number, number] = [
        Math.floor(first / stepRows) * stepRows,
        Math.ceil((last + 1) / stepRows) * stepRows,
      ];
      setRange((before) => (before[0] === next[0] && before[1] === next[1] ? before : next));
    },
    [onShow],
  );
  return { column, onShow: show };
};
