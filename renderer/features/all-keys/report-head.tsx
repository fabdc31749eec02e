import { memo } from 'react';
import type { AgeBucket, KeyView, ReportSummary } from '../../../bridge/values/report.ts';
import { report } from '../../app/bridge.ts';
import { useRequest } from '../../app/use-request.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { countWords, formatCount, minuteMs, useNow } from '../../ui/dates.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { Icon } from '../../ui/icons.tsx';
import { keepFocus } from '../../ui/keep-focus.ts';
import { Notice } from '../../ui/notice.tsx';
import { AgeFigure } from './age-figure.tsx';
import { wholeView } from './left-view.ts';
import { countedSentences, gapSentences, leftOutWords, overdueSentence, takenWords } from './report-words.ts';

/** Shown above all else if some keys could not be read. */
const Gap = ({ summary }: { readonly summary: ReportSummary }) => {
  const { pending, send } = useRequest();
  const sentences = gapSentences(summary);
  return (
    <Notice
      tone="loss"
      role="alert"
      title="This report is not whole. There may be older keys that it does not show."
      actions={
        <Button isPending={pending} onPress={() => void send(() => report.GoOn())}>
          Read what is missing
        </Button>
      }
    >
      {sentences.length > 3 ? (
        <Disclosure title={countWords(sentences.length, 'reason')}>
          <Reasons sentences={sentences} />
        </Disclosure>
      ) : (
        <Reasons sentences={sentences} />
      )}
    </Notice>
  );
};

const Reasons = ({ sentences }: { readonly sentences: readonly string[] }) => (
  <ul className="gap-reasons">
    {sentences.map((sentence) => (
      <li key={sentence}>{sentence}</li>
    ))}
  </ul>
);

interface ReportHeadProps {
  readonly summary: ReportSummary;
  readonly isDone: boolean;
  readonly isOverdueShown: boolean;
  /** The only age range that the table shows. Null: all ages. */
  readonly bucket: AgeBucket | null;
  readonly onView: (change: (view: KeyView) => KeyView) => void;
  readonly onStart: () => void;
}

const Head = ({ summary, isDone, isOverdueShown, bucket, onView, onStart }: ReportHeadProps) => {
  const now = useNow(minuteMs);
  const { overdue, complete } = summary;
  const showOverdue = () => {
    onView(() => ({ ...wholeView, filters: ['overdue'] }));
    // The pressed button is gone, so the focus goes to the button that selects the keys, the user's next step.
    keepFocus(() => document.querySelector('.selection-bar .button'));
  };
  return (
    <>
      {isDone && !complete && <Gap summary={summary} />}
      <div className="report-head">
        <div className="report-words">
          <p className={`page-sentence report-sentence ${overdue > 0 ? 'report-overdue' : ''}`} role="status">
            {overdueSentence(summary)}
            {summary.keys === 0 && !isDone && ' yet'}
          </p>
          {overdue > 0 && (
            <>
              <p>Give their owners new keys. Then deactivate these, and delete them.</p>
              {!isOverdueShown && (
                <Button look="primary" onPress={showOverdue}>
                  {overdue === 1 ? 'Show this key' : `Show these ${formatCount(overdue)} keys`}
                </Button>
              )}
            </>
          )}
          {isDone && (
            <div className="report-taken third">
              {complete && <Icon name="check" size={14} />}
              <span>{[complete && takenWords(summary, now), leftOutWords(summary)].filter(Boolean).join('. ')}</span>
              <IconButton icon="refresh" name="Read all keys again" onPress={onStart} />
            </div>
          )}
          {isDone && (
            <Disclosure title="What was counted">
              <Reasons sentences={countedSentences(summary)} />
            </Disclosure>
          )}
        </div>
        {summary.keys > 0 && (
          <AgeFigure
            summary={summary}
            chosen={bucket}
            onChoose={(chosen) =>
              onView((view) => ({
                ...view,
                bucket: chosen,
                filters: view.filters.filter((one) => one !== 'overdue'),
              }))
            }
          />
        )}
      </div>
    </>
  );
};

/** How many keys are overdue, what to do about them, and the figure of all ages. `memo`: no redraw while the user searches and sorts. */
export const ReportHead = memo(Head);
