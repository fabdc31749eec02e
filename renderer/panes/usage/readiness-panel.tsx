import './readiness.css';
import { useEffect } from 'react';
import { RequestId } from '../../app/failure-notice.tsx';
import { announce } from '../../ui/announce.ts';
import { useNow } from '../../ui/dates.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { Icon, type IconName } from '../../ui/icons.tsx';
import {
  clockWords,
  type Ended,
  pastAndToCome,
  progressOf,
  type ReadinessWords,
  readinessWords,
  type Testing,
} from './readiness-words.ts';

const renewedMs = 250;

const iconOf = (state: Testing | Ended, tone: ReadinessWords['tone']): IconName => {
  if (tone === 'accent') return state.kind === 'ended' ? 'check' : 'pulse';
  return tone === 'quiet' ? 'pulse' : 'alert';
};

/** The seconds without a failure as a bar. When the bar is focused, a screen reader reads the words beside it. */
const Running = ({ state }: { readonly state: Testing }) => {
  const now = useNow(renewedMs);
  const { seconds, of } = progressOf(state, now);
  return (
    <>
      <div className="readiness-progress">
        <progress className="readiness-bar" aria-label="Time without a failure" max={of} value={seconds} />
        <span className="readiness-count">
          {seconds} of {of} s without a failure
        </span>
      </div>
      <p className="third readiness-times">{pastAndToCome(state, now)}</p>
    </>
  );
};

/** The service's own words, for a user who wants or has to report them. */
const OwnWords = ({ state }: { readonly state: Testing | Ended }) => {
  const { last } = state;
  if (last === null || (last.text === null && last.requestId === null)) return null;
  return (
    <Disclosure title="What the service said">
      <div className="readiness-said">
        {last.text !== null && <p className="selectable">{last.text}</p>}
        {last.requestId !== null && <RequestId id={last.requestId} />}
      </div>
    </Disclosure>
  );
};

/** A test that runs or has ended: what it waits for, how far it is, and what the user can do. */
export const ReadinessPanel = ({ state }: { readonly state: Testing | Ended }) => {
  const { tone, title, text, remedy } = readinessWords(state);
  const clock = clockWords(state.last);
  useEffect(() => announce(`${title}.`), [title]);
  return (
    <section aria-label="Test of the key" className={`readiness tone-${tone}`}>
      <Icon name={iconOf(state, tone)} size={18} />
      <div className="readiness-text">
        <p className="readiness-title">{title}</p>
        <p>{text}</p>
        {remedy && <p>{remedy}</p>}
        {state.kind === 'testing' && <Running state={state} />}
        {clock && <p className="readiness-clock">{clock}</p>}
        <OwnWords state={state} />
      </div>
    </section>
  );
};
