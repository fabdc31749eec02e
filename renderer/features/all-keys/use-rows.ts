import { useCallback, useEffect, useRef, useState } from 'react';
import type { Failure } from '../../../bridge/values/failure.ts';
import type { KeyView, ReportRow, ReportSummary } from '../../../bridge/values/report.ts';
import { report } from '../../app/bridge.ts';
import { read } from '../../app/query-client.ts';

/** Rows are read in blocks. Blocks far from the visible rows are dropped, and read from main again when needed. */
const blockRows = 50;
const mostBlocks = 80;
/** The number of rows before and after the visible rows that are read too. */
const ahead = 20;

/** Rows of one view of one version of the report. */
export interface ShownRows {
  readonly view: KeyView;
  readonly report: string;
  readonly version: number;
  readonly total: number;
  readonly blocks: ReadonlyMap<number, readonly ReportRow[]>;
}

const readBlock = (view: KeyView, block: number, signal: AbortSignal) =>
  read((call) => report.ReadRows(call, view, block * blockRows, blockRows))({ signal });

/** Drops the blocks that are farthest from the visible one. */
const dropFar = (blocks: Map<number, readonly ReportRow[]>, visible: number): void => {
  const distance = (block: number) => Math.abs(block - visible);
  const nearest = [...blocks.keys()].toSorted((a, b) => distance(a) - distance(b));
  for (const block of nearest.slice(mostBlocks)) blocks.delete(block);
};

const blocksOf = ([first, last]: readonly [number, number]): readonly number[] => {
  const [from, to] = [Math.floor(first / blockRows), Math.floor(last / blockRows)];
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
};

/**
 * The rows of a view, read where the table shows them. When the view or the report changes, the rows from before stay until the
 * first new ones are there, so the table never blinks.
 */
export const useRows = (view: KeyView, { report: id, version }: Pick<ReportSummary, 'report' | 'version'>) => {
  const [shown, setShown] = useState<ShownRows | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [tries, setTries] = useState(0);
  const range = useRef<readonly [number, number]>([0, 0]);
  const current = useRef<ShownRows | null>(null);
  /** The blocks that are being read for `current`. */
  const reading = useRef(new Map<number, AbortController>());

  const show = useCallback((next: ShownRows) => {
    current.current = next;
    setShown(next);
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of `tries` repeats the read
  useEffect(() => {
    const abort = new AbortController();
    const isSameView = current.current?.view === view && current.current.report === id;
    const wanted = isSameView ? blocksOf(range.current) : [0];
    Promise.all(wanted.map(async (block) => [block, await readBlock(view, block, abort.signal)] as const)).then(
      (answers) => {
        const [, newest] = answers.at(-1) ?? [];
        if (abort.signal.aborted || newest === undefined) return;
        for (const other of reading.current.values()) other.abort();
        reading.current.clear();
        const same = answers.filter(([, one]) => one.version === newest.version);
        const blocks = new Map(same.map(([block, { rows }]) => [block, rows] as const));
        show({ view, report: newest.report, version: newest.version, total: newest.total, blocks });
        setFailure(null);
      },
      (reason: Failure) => {
        if (!abort.signal.aborted) setFailure(reason);
      },
    );
    return () => abort.abort();
  }, [view, id, version, tries, show]);

  const onShow = useCallback(
    (first: number, last: number) => {
      range.current = [first, last];
      const rows = current.current;
      if (rows === null) return;
      for (const block of blocksOf([Math.max(0, first - ahead), Math.min(last + ahead, rows.total - 1)])) {
        if (rows.blocks.has(block) || reading.current.has(block)) continue;
        const abort = new AbortController();
        reading.current.set(block, abort);
        readBlock(rows.view, block, abort.signal).then(
          (answer) => {
            reading.current.delete(block);
            const now = current.current;
            // Rows of another version have other positions, so they are dropped. The effect above reads the new version.
            if (abort.signal.aborted || now?.view !== rows.view || now.version !== answer.version) return;
            const blocks = new Map([...now.blocks, [block, answer.rows] as const]);
            dropFar(blocks, (range.current[0] + range.current[1]) / 2 / blockRows);
            show({ ...now, blocks });
          },
          () => reading.current.delete(block),
        );
      }
    },
    [show],
  );

  return { shown, failure, onShow, retry: () => setTries((before) => before + 1) };
};

export const rowIn = (shown: ShownRows, index: number): ReportRow | undefined =>
  shown.blocks.get(Math.floor(index / blockRows))?.[index % blockRows];

/** The row at a position, from main if the page does not have it. Rejects with a failure if the read fails or the rows have changed. */
export const readRow = async (shown: ShownRows, index: number): Promise<ReportRow> => {
  const known = rowIn(shown, index);
  if (known !== undefined) return known;
  const block = Math.floor(index / blockRows);
  const answer = await readBlock(shown.view, block, new AbortController().signal);
  const row = answer.version === shown.version ? answer.rows[index % blockRows] : undefined;
  return row ?? Promise.reject(changed);
};

const changed: Failure = {
  kind: 'report-changed',
  happened: 'The list of keys has changed since you selected keys in it.',
  meaning: 'Nothing was done.',
  remedy: 'Select the keys again.',
  requestId: null,
};
