import './rotations.css';
import { useState } from 'react';
import type { RotationsState } from '../../../bridge/values/rotation.ts';
import { useRotationsStore } from '../../app/stores.ts';
import { waitingWords } from '../../app/waiting-words.ts';
import { formatCount } from '../../ui/dates.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { CampaignActions, CampaignPanels } from './campaigns.tsx';
import { LedgerLine } from './ledger-line.tsx';
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
