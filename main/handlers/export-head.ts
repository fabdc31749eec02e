import type { ExportDomain, ExportHead } from '../report/export-report.ts';
import type { SummaryStanding } from '../report/report-contract.ts';
import type { Account } from '../signin/account.ts';
import { summaryState } from './report-handler.ts';

const NOT_ASKED = 'This domain is inactive, so its keys were not read.';
const UNLISTED = 'This compartment did not answer, so its domains are not known.';

/** The head of an export. It says every gap in words: incomplete domains, domains left out, and compartments that did not answer. */
export function exportHead(
  summary: SummaryStanding,
  account: Pick<Account, 'displayName' | 'userName'> | null,
  exported: ExportHead['exported'],
  now: number,
): ExportHead {
  const { tenancyName, takenAt, overdueDays, complete, unlisted } = summary;
  const domains = summaryState(summary).domains.map(
    (domain): ExportDomain => ({
      name: domain.name ?? tenancyName,
      counted: domain.countedAtEnd ?? domain.counted,
      read: domain.read,
      complete: domain.complete,
      reason: domain.phase === 'left-out' ? NOT_ASKED : domain.complete ? null : (domain.reason ?? NOT_READ),
    }),
  );
  const compartments = unlisted.map(
    (name): ExportDomain => ({ name, counted: null, read: 0, complete: false, reason: UNLISTED }),
  );
  return {
    takenAt: takenAt ?? new Date(now).toISOString(),
    account: account === null ? '' : `${account.displayName} (${account.userName})`,
    tenancy: tenancyName,
    maxAgeDays: overdueDays,
    complete,
    exported,
    domains: [...domains, ...compartments],
  };
}

const NOT_READ = 'Its keys were not read to the end.';
