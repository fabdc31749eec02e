import type { IBulkImpl } from '../../bridge/generated/browser/keydesk.ts';
import type { BulkState } from '../../bridge/values/bulk.ts';
import { success } from '../basics/outcome.ts';
import type { Bulk, BulkStanding, KeyOutcome } from '../report/bulk.ts';
import type { Calls } from './bind-interface.ts';
import { inWords, toFailure } from './failure-sentences.ts';
import type { Respond } from './respond.ts';

const toOutcome = ({ row, result, problem }: KeyOutcome) => ({
  row: row.row,
  keyName: row.name,
  userName: row.userName,
  result,
  failure: problem && toFailure(problem),
});

export function bulkHandler(respond: Respond, bulk: Bulk): Calls<IBulkImpl> {
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
export const bulkState = (standing: BulkStanding): BulkState =>
  standing.kind === 'ended' ? inWords(standing) : standing;
