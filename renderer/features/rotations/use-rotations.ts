import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { RotationRow, RotationView } from '../../../bridge/values/rotation.ts';
import { rotations } from '../../app/bridge.ts';
import { read } from '../../app/query-client.ts';
import { useAccount } from '../../app/session.tsx';

/** The most rows that main gives at once. */
const blockRows = 500;

export interface ShownRotations {
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

/** The rows of a view, read again whenever one of them has changed. The rows from before stay until the new ones are there. */
export const useRotationRows = (view: RotationView, version: number) => {
  const account = useAccount();
  return useQuery({
    queryKey: ['account', account.id, 'rotations', view, version],
    queryFn: ({ signal }) => readAll(view, signal),
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
};
