import './rotations.css';
import { useState } from 'react';
import type { LedgerExportOutcome, LedgerFormat } from '../../../bridge/values/campaign.ts';
import type { RotationsState } from '../../../bridge/values/rotation.ts';
import type { ValueIn } from '../../../bridge/values/value-of.ts';
import { campaigns } from '../../app/bridge.ts';
import { FailureNotice } from '../../app/failure-notice.tsx';
import { useRotationsStore } from '../../app/stores.ts';
import { useRequest } from '../../app/use-request.ts';
import { waitingWords } from '../../app/waiting-words.ts';
import { announce } from '../../ui/announce.ts';
import { Button } from '../../ui/button.tsx';
import { countWords, formatCount } from '../../ui/dates.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Icon } from '../../ui/icons.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { CampaignActions, CampaignPanels } from './campaigns.tsx';
import { BrokenLedger, Run } from './rotation-run.tsx';
import { wholeView } from './rotation-words.ts';
import { RotationsList } from './rotations-list.tsx';

/** What waits for the person, and how many rotations there are. */
const Head = ({ state: { waiting, held, open, ended, due } }: { readonly state: RotationsState }) => (
  <div className="rotation-head">
    <p className={`page-sentence ${waiting + held > 0 ? 'rotation-waits' : ''}`} role="status">
      {waiting + held === 0 ? 'No rotation waits for you' : waitingWords({ waiting, held })}
    </p>
    <p className="third">
      {[
        `${formatCount(open)} open`,
        due > 0 && `${formatCount(due)} ready for deletion`,
        ended > 0 && `${formatCount(ended)} ended`,
      ]
        .filter(Boolean)
        .join(' · ')}
    </p>
  </div>
);

/** The result of an export is below the buttons, where a low window would not show it. */
const intoView = (element: HTMLElement | null) => element?.scrollIntoView({ block: 'nearest' });

/** Says that the ledger is whole, and exports it. */
const LedgerLine = ({ lines }: { readonly lines: number }) => {
  const { pending, failure, send, forget } = useRequest();
  const [exported, setExported] = useState<ValueIn<LedgerExportOutcome>>(null);
  const write = async (format: LedgerFormat) => {
    setExported(null);
    const result = await send(() => campaigns.ExportLedger(format));
    if (!result?.ok || result.value === null) return;
    setExported(result.value);
    announce('Ledger exported.');
  };
  return (
    <>
      <div className="bar rotation-bar rotation-ledger">
        <Icon name="check" size={14} />
        <span className="third">The ledger is whole: {countWords(lines, 'line')}</span>
        <span className="space" />
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls */}
        <span role="group" aria-label="Export the ledger" className="bar rotation-others">
          <Button look="quiet" isPending={pending} onPress={() => void write('csv')}>
            Export CSV
          </Button>
          <Button look="quiet" isPending={pending} onPress={() => void write('jsonl')}>
            Export JSON lines
          </Button>
        </span>
      </div>
      {(failure || exported) && (
        <div ref={intoView}>
          {failure && <FailureNotice failure={failure} onDismiss={forget} />}
          {exported && (
            <Notice tone="accent" icon="check" role="status" onDismiss={() => setExported(null)}>
              {countWords(exported.lines, 'line')} exported to <strong className="selectable">{exported.file}</strong>.
              <span className="third selectable rotation-sum">SHA-256 {exported.sha256}</span>
            </Notice>
          )}
        </div>
      )}
    </>
  );
};

const Loading = () => (
  <div aria-busy="true" className="panel rotation-loading">
    <span className="visually-hidden">Loading the rotations</span>
    <Skeleton size="long" />
    <Skeleton size="middle" />
    <Skeleton size="long" />
  </div>
);

const Known = ({ state }: { readonly state: RotationsState }) => {
  const [view, setView] = useState(wholeView);
  const { ledger } = state;
  const isEmpty = state.open + state.ended === 0;
  return (
    <>
      {ledger.kind === 'broken' && <BrokenLedger {...ledger} />}
      <Run run={state.run} halted={state.halted} />
      {ledger.kind === 'whole' && (
        <CampaignPanels
          onShow={(campaign, step) => setView({ ...wholeView, filter: step === null ? 'all' : 'open', campaign, step })}
        />
      )}
      {isEmpty ? (
        ledger.kind === 'whole' && (
          <EmptyState icon="rotate" title="No key is being replaced">
            “Rotate” in the menu of a key makes a new key, and leads you through the rest: handing it over, testing it,
            and ending the old key. “All keys” shows which keys are too old.
          </EmptyState>
        )
      ) : (
        <>
          {ledger.kind === 'whole' && <Head state={state} />}
          <RotationsList state={state} view={view} onView={setView} />
        </>
      )}
      {ledger.kind === 'whole' && ledger.lines > 0 && <LedgerLine lines={ledger.lines} />}
    </>
  );
};

/** Keys that are being replaced, step by step: which wait for the person, and which for a waiting time to end. */
export const Rotations = () => {
  const store = useRotationsStore();
  const state = store.result;
  const isLoading = store.state === 'loading' || state?.ledger.kind === 'opening';
  return (
    <>
      <div className="page-head rotation-page-head">
        <PageHeading title="Rotations" />
        {state && !isLoading && state.ledger.kind === 'whole' && <CampaignActions />}
      </div>
      {store.state === 'error' && (
        <Notice tone="loss" role="alert" title="Keydesk could not find out which rotations there are.">
          <p className="notice-more">Nothing has changed. Restart Keydesk.</p>
        </Notice>
      )}
      {isLoading && <Loading />}
      {state && !isLoading && <Known state={state} />}
    </>
  );
};
