import type { IBulkImpl } from '../../bridge/generated/browser/keydesk.ts';
import type { BulkState } from '../../bridge/values/bulk.ts';
import { success } from '../basics/outcome.ts';
import type { Bulk, BulkStanding, KeyOutcome } from '../report/bulk.ts';
import type { Calls } from './bind-interface.ts';
import { toFailure } from './failure-sentences.ts';
import type { Respond } from './respond.ts';

interface BulkHandlerOptions {
  readonly respond: Respond;
  readonly bulk: Bulk;
}

const toOutcome = ({ row, result, problem }: KeyOutcome) => ({
  row: row.row,
  keyName: row.name,
  userName: row.userName,
  result,
  failure: problem && toFailure(problem),
});

export function bulkHandler({ respond, bulk }: BulkHandlerOptions): Calls<IBulkImpl> {
  return {
    StartBulk: (request) => respond(() => bulk.start(request)),
    StopBulk: () => respond(() => bulk.stop()),
    ResumeBulk: () => respond(() => bulk.resume()),
    UndoBulk: () => respond(() => bulk.undo()),
    ReadBulkOutcomes: (from, count) => respond(() => success({ outcomes: bulk.outcomes(from, count).map(toOutcome) })),
    DismissBulk: () => respond(() => bulk.dismiss()),
  };
}

/** The action as the page sees it. */
export function bulkState(standing: BulkStanding): BulkState {
  if (standing.kind !== 'ended') return standing;
  const { problem, ...ended } = standing;
  return { ...ended, failure: problem && toFailure(problem) };
}
