import type { IReportImpl } from '../../bridge/generated/browser/keydesk.ts';
import type { ReportState, ReportSummary } from '../../bridge/values/report.ts';
import { success } from '../basics/outcome.ts';
import type { DomainStanding, Report, ReportStanding, SummaryStanding } from '../report/report-contract.ts';
import type { ReportExports } from '../report/report-exports.ts';
import type { Calls } from './bind-interface.ts';
import { inWords, toFailure } from './failure-sentences.ts';
import { carryOut, type Respond } from './respond.ts';
import type { RunningCalls } from './running-calls.ts';
import { gapSentence } from './sentences-report.ts';

export function reportHandler(
  respond: Respond,
  calls: RunningCalls,
  report: Report,
  exports: ReportExports,
): Calls<IReportImpl> {
  return {
    Start: () => carryOut(respond, () => report.start()),
    Stop: () => carryOut(respond, report.stop),
    GoOn: () => carryOut(respond, report.goOn),
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
      return { ...inWords(standing), summary: summaryState(standing.summary) };
    }
    default:
      return { ...standing, summary: summaryState(standing.summary) };
  }
}
