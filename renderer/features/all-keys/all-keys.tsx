import './all-keys.css';
import { useCallback, useEffect, useState } from 'react';
import type { ReportState, ReportSummary } from '../../../bridge/values/report.ts';
import { report } from '../../app/bridge.ts';
import { FailureNotice } from '../../app/failure-notice.tsx';
import { useAccount } from '../../app/session.tsx';
import { useReportStore } from '../../app/stores.ts';
import { useRequest } from '../../app/use-request.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { AllKeysList } from './all-keys-list.tsx';
import { BulkProgress } from './bulk-progress.tsx';
import { CollectingLine, PausedNotice } from './collecting.tsx';
import { leftViews, wholeView } from './left-view.ts';
import { ReportHead } from './report-head.tsx';

interface ReportProps {
  readonly summary: ReportSummary;
  readonly kind: ReportState['kind'];
  readonly onStart: () => void;
}

/** What has been read: the head, and the list of its keys. */
const Report = ({ summary, kind, onStart }: ReportProps) => {
  const account = useAccount();
  const [view, setView] = useState(() => leftViews.get(account.id) ?? wholeView);
  useEffect(() => void leftViews.set(account.id, view), [account.id, view]);
  return (
    <>
      <ReportHead
        summary={summary}
        isDone={kind === 'done'}
        isOverdueShown={view.filters.includes('overdue')}
        bucket={view.bucket}
        onView={setView}
        onStart={onStart}
      />
      <BulkProgress />
      {summary.keys > 0 && (
        <AllKeysList summary={summary} view={view} onView={setView} isReading={kind === 'collecting'} />
      )}
    </>
  );
};

/** Every customer secret key of the tenancy, by age: what is overdue, and what to do about it. */
export const AllKeys = () => {
  const account = useAccount();
  const state = useReportStore().result;
  const { pending, failure, send } = useRequest();
  const summary = state && 'summary' in state ? state.summary : null;
  const start = useCallback(() => void send(() => report.Start()), [send]);

  // Locking and signing out remove the report from main's memory. The page then forgets the view, which has the typed search.
  const isNone = state?.kind === 'none';
  useEffect(() => {
    if (isNone) leftViews.delete(account.id);
  }, [isNone, account.id]);

  return (
    <>
      <PageHeading title="All keys" />
      {failure && <FailureNotice failure={failure} onRetry={start} />}
      {state?.kind === 'failed' && <FailureNotice failure={state.failure} onRetry={start} />}
      {state?.kind === 'paused' && <PausedNotice state={state} />}
      {state?.kind === 'none' && (
        <EmptyState icon="key" title="Which keys are too old?">
          <p>Keydesk reads every customer secret key of all domains that you may see. Nothing is changed.</p>
          <Button look="primary" isPending={pending} onPress={start}>
            Read all keys
          </Button>
        </EmptyState>
      )}
      {state?.kind === 'collecting' && <CollectingLine state={state} />}
      {summary && <Report key={summary.report} summary={summary} kind={state?.kind ?? 'done'} onStart={start} />}
    </>
  );
};
