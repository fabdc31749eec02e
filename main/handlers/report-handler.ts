import type { IReportImpl } from '../../bridge/generated/browser/keydesk.ts';
import type { ReportState, ReportSummary } from '../../bridge/values/report.ts';
import { success } from '../basics/outcome.ts';
import type { DomainStanding, Report, ReportStanding, SummaryStanding } from '../report/report-contract.ts';
import type { ReportExports } from '../report/report-exports.ts';
import type { Calls } from './bind-interface.ts';
import { toFailure } from './failure-sentences.ts';
import type { Respond } from './respond.ts';
import type { RunningCalls } from './running-calls.ts';
import { gapSentence } from './sentences-report.ts';

interface ReportHandlerOptions {
  readonly respond: Respond;
  readonly calls: RunningCalls;
  readonly report: Report;
  readonly exports: ReportExports;
}

export function reportHandler({ respond, calls, report, exports }: ReportHandlerOptions): Calls<IReportImpl> {
  const done = (work: () => void) =>
    respond(() => {
      work();
      return success(null);
    });
  return {
    Start: () => done(() => report.start()),
    Stop: () => done(report.stop),
    GoOn: () => done(report.goOn),
    ExportReport: (format, view) => respond(() => exports.save(format, view)),
    PrintReport: () => respond(() => exports.print()),
    CopyAccessKeys: (selection) => respond(() => exports.copyAccessKeys(selection)),
    KeysOfUsers: (ocids) => respond(() => success(report.ofUsers(ocids)), toKeysOfUsers),
    ReadRows: (call, view, from, count) => calls.run(call, () => respond(() => report.readRows(view, from, count))),
    FindRow: (call, view, prefix, from) => calls.run(call, () => respond(() => report.findRow(view, prefix, from))),
  };
}

const toKeysOfUsers = (known: ReturnType<Report['ofUsers']>) =>
  known && { users: [...known].map(([userOcid, of]) => ({ userOcid, ...of })) };

function domainState({ gaps, ...domain }: DomainStanding): ReportSummary['domains'][number] {
  return { ...domain, reason: gaps.map(gapSentence).join(' ') || null };
}

/** The report as the page sees it: gaps and problems in words. */
export function summaryState(summary: SummaryStanding): ReportSummary {
  return { ...summary, domains: summary.domains.map(domainState) };
}

export function reportState(standing: ReportStanding): ReportState {
  switch (standing.kind) {
    case 'none':
      return standing;
    case 'failed':
      return { kind: 'failed', failure: toFailure(standing.problem) };
    case 'paused': {
      const { problem, summary, ...paused } = standing;
      return { ...paused, summary: summaryState(summary), failure: problem && toFailure(problem) };
    }
    default:
      return { ...standing, summary: summaryState(standing.summary) };
  }
}
