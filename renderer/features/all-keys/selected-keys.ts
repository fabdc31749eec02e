import type { Failure } from '../../../bridge/values/failure.ts';
import type { KeySelection, ReportRow } from '../../../bridge/values/report.ts';
import { call, report as reportCalls } from '../../app/bridge.ts';
import { announce } from '../../ui/announce.ts';
import { keysWords } from '../../ui/dates.ts';
import { countOf, firstSelected, type Ranges } from '../../ui/table/selection.ts';
import { readRow, rowIn, type ShownRows } from './use-rows.ts';

/** The most keys that a question names. */
const mostNamed = 5;
/** The most rows that a selection may name one by one. */
const mostRows = 10_000;

/** The keys that an action is for: `selection` in the form for main, their `count`, and in `rows` the first few, to name them. */
export interface SelectedKeys {
  readonly selection: KeySelection;
  readonly count: number;
  readonly rows: readonly ReportRow[];
}

/** The ranges of rows between the selected ranges. */
const gapsOf = (ranges: Ranges): Ranges =>
  ranges.slice(1).map(([from], index) => [ranges[index]?.[1] ?? 0, from] as const);

/**
 * The selected rows in the form for main: a list of rows, or a range of the view with a list of excepted rows, whichever list is shorter.
 * Rejects with a failure if a listed row cannot be read, or if the list would be too long.
 */
export const selectionOf = async (shown: ShownRows, ranges: Ranges): Promise<SelectedKeys> => {
  const { report, version, view } = shown;
  const count = countOf(ranges);
  const idsOf = async (places: Ranges): Promise<number[]> => {
    if (countOf(places) > mostRows) return Promise.reject(tooMany);
    const ids: number[] = [];
    for (const index of firstSelected(places, mostRows)) ids.push((await readRow(shown, index)).row);
    return ids;
  };
  const rows = firstSelected(ranges, mostNamed).flatMap((index) => rowIn(shown, index) ?? []);
  const gaps = gapsOf(ranges);
  if (countOf(gaps) > count) {
    return { selection: { kind: 'rows', report, rows: await idsOf(ranges) }, count, rows };
  }
  const [from, to] = [ranges[0]?.[0] ?? 0, (ranges.at(-1)?.[1] ?? 1) - 1];
  return { selection: { kind: 'view', report, version, view, from, to, except: await idsOf(gaps) }, count, rows };
};

export const oneKey = ({ report }: ShownRows, row: ReportRow): SelectedKeys => ({
  selection: { kind: 'rows', report, rows: [row.row] },
  count: 1,
  rows: [row],
});

const tooMany: Failure = {
  kind: 'selection-scattered',
  happened: 'Keydesk cannot take this selection: more than 10,000 keys are selected, or left out, one by one.',
  meaning: 'Nothing was done.',
  remedy: 'Use a filter, and select all that it shows.',
  requestId: null,
};

/** Copies the access keys of the selection, one a line. Returns the failure, or null. */
export const copySelection = async (selection: KeySelection): Promise<Failure | null> => {
  const copied = await call(() => reportCalls.CopyAccessKeys(selection));
  if (!copied.ok) return copied.failure;
  announce(`${keysWords(copied.value.copied)} copied.`);
  return null;
};
